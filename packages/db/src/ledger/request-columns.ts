/** A request with what its attempts used and cost, as the list and the detail show it. */
export type RequestRow = {
  requestId: string;
  startedAt: Date;
  projectId: string;
  keyId: string;
  /** `null` when the key is gone. */
  keyName: string | null;
  memberId: string | null;
  endUser: string | null;
  sessionId: string | null;
  route: string | null;
  routeVersion: number | null;
  requestedModel: string;
  provider: string | null;
  model: string | null;
  status: number;
  errorCode: string | null;
  errorMessage: string | null;
  isStream: boolean;
  attempts: number;
  cache: string;
  firstTokenMs: number | null;
  durationMs: number;
  overheadMicros: number;
  userAgent: string | null;
  isUnlogged: boolean;
  tags: string[];
  metadata: Record<string, string>;
  inputTokens: number;
  outputTokens: number;
  /** Pico-dollars of the priced attempts, decimal digits; `null` when every attempt is unpriced. */
  costPico: string | null;
  unpricedAttempts: number;
  isEstimated: boolean;
};

/**
 * SQL that reads {@link RequestRow}s. `page` is a query of rows of `requests`, already narrowed to the organisation in $1; their
 * attempts are then found one request at a time through the index on (organization_id, request_id).
 */
export function selectRequests(page: string): string {
  return `
    SELECT
      request.request_id AS "requestId", request.started_at AS "startedAt", request.project_id AS "projectId", request.key_id AS "keyId",
      key.name AS "keyName", request.member_id AS "memberId", request.end_user AS "endUser", request.session_id AS "sessionId",
      request.route, request.route_version AS "routeVersion", request.requested_model AS "requestedModel", request.provider, request.model,
      request.status, request.error_code AS "errorCode", request.error_message AS "errorMessage", request.is_stream AS "isStream",
      request.attempts, request.cache, request.first_token_ms AS "firstTokenMs", request.duration_ms AS "durationMs",
      request.overhead_micros::float8 AS "overheadMicros", request.user_agent AS "userAgent", request.is_unlogged AS "isUnlogged", request.tags, request.metadata,
      used.input_tokens AS "inputTokens", used.output_tokens AS "outputTokens", used.cost_pico AS "costPico",
      used.unpriced_attempts AS "unpricedAttempts", used.is_estimated AS "isEstimated"
    FROM (${page}) AS request
    LEFT JOIN api_keys AS key ON key.id = request.key_id AND key.organization_id = $1
    CROSS JOIN LATERAL (
      SELECT
        coalesce(sum(input_tokens + cached_input_tokens + cache_write_5m_tokens + cache_write_1h_tokens + audio_input_tokens), 0)::float8 AS input_tokens,
        coalesce(sum(output_tokens + reasoning_tokens + audio_output_tokens), 0)::float8 AS output_tokens,
        (CASE WHEN count(*) = 0 THEN 0 ELSE sum(cost_pico) END)::text AS cost_pico,
        (count(*) FILTER (WHERE cost_pico IS NULL))::integer AS unpriced_attempts,
        coalesce(bool_or(is_estimated), false) AS is_estimated
      FROM attempts
      -- A day on either side lets the planner leave the other months alone.
      WHERE organization_id = $1 AND request_id = request.request_id
        AND started_at BETWEEN request.started_at - interval '1 day' AND request.started_at + interval '1 day'
    ) AS used
    ORDER BY request.started_at DESC, request.request_id DESC`;
}
