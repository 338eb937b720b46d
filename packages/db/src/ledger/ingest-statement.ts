import { CUBE_KEY, CUBE_SUMS, END_USER_KEY, LATENCY_KEY, LATENCY_SUMS, SMALL_CUBE_SUMS, TAG_KEY, TAGS_OF_FACT } from './rollup-columns.ts';
import { rollupFacts } from './rollup-facts.ts';

/**
 * The whole ingest: $1 attempts and $2 requests, JSON arrays of the facts as `core/usage/facts` defines them.
 *
 * Only rows that RETURNING gives back, which are those not seen before, reach the rollups; so a second delivery adds nothing. Every
 * INSERT is ordered by its key, so that two workers take their locks in the same order. Attempts and requests are added up together
 * before a rollup is touched, because one statement may not touch a row twice.
 */
export const INGEST_STATEMENT = `
WITH new_attempts AS (
  INSERT INTO attempts (
    attempt_id, started_at, request_id, ordinal, organization_id, project_id, key_id, member_id, end_user, session_id, route,
    route_version, tags, credential_id, provider, model, outcome, upstream_status, error_message, first_token_ms, duration_ms,
    input_tokens, cached_input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens,
    audio_input_tokens, audio_output_tokens, images, is_estimated, price_row_id, cost_pico)
  SELECT
    "attemptId", to_timestamp("startedAtMs" / 1000.0), "requestId", ordinal, "organizationId", "projectId", "keyId", "memberId",
    "endUser", "sessionId", route, "routeVersion", tags, "credentialId", provider, model, outcome, "upstreamStatus", "errorMessage",
    "firstTokenMs", "durationMs", (usage->>'input')::bigint, (usage->>'cachedInput')::bigint, (usage->>'cacheWrite5m')::bigint,
    (usage->>'cacheWrite1h')::bigint, (usage->>'output')::bigint, (usage->>'reasoning')::bigint, (usage->>'audioInput')::bigint,
    (usage->>'audioOutput')::bigint, (usage->>'images')::bigint, "isEstimated", "priceRowId", "costPico"
  FROM jsonb_to_recordset($1::jsonb) AS fact (
    "attemptId" text, "startedAtMs" bigint, "requestId" text, ordinal integer, "organizationId" text, "projectId" text, "keyId" text,
    "memberId" text, "endUser" text, "sessionId" text, route text, "routeVersion" integer, tags text[], "credentialId" text,
    provider text, model text, outcome text, "upstreamStatus" integer, "errorMessage" text, "firstTokenMs" integer,
    "durationMs" integer, usage jsonb, "isEstimated" boolean, "priceRowId" text, "costPico" numeric)
  ORDER BY "attemptId", "startedAtMs"
  ON CONFLICT (attempt_id, started_at) DO NOTHING
  RETURNING
    started_at, organization_id, project_id, key_id, member_id, credential_id, provider, model, route, end_user, tags, outcome,
    duration_ms, input_tokens, cached_input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens,
    audio_input_tokens, audio_output_tokens, is_estimated, cost_pico
), new_requests AS (
  INSERT INTO requests (
    request_id, started_at, organization_id, project_id, key_id, member_id, end_user, session_id, route, route_version, tags,
    metadata, requested_model, credential_id, provider, model, status, error_code, error_message, is_stream, attempts, cache,
    first_token_ms, duration_ms, overhead_micros, user_agent, is_unlogged)
  SELECT
    "requestId", to_timestamp("startedAtMs" / 1000.0), "organizationId", "projectId", "keyId", "memberId", "endUser", "sessionId",
    route, "routeVersion", tags, metadata, "requestedModel", "credentialId", provider, model, status, "errorCode", "errorMessage",
    "isStream", attempts, cache, "firstTokenMs", "durationMs", "overheadMicros", "userAgent",
    coalesce("isUnlogged", false)
  FROM jsonb_to_recordset($2::jsonb) AS fact (
    "requestId" text, "startedAtMs" bigint, "organizationId" text, "projectId" text, "keyId" text, "memberId" text, "endUser" text,
    "sessionId" text, route text, "routeVersion" integer, tags text[], metadata jsonb, "requestedModel" text, "credentialId" text,
    provider text, model text, status integer, "errorCode" text, "errorMessage" text, "isStream" boolean, attempts integer,
    cache text, "firstTokenMs" integer, "durationMs" integer, "overheadMicros" bigint, "userAgent" text,
    "isUnlogged" boolean)
  ORDER BY "requestId", "startedAtMs"
  ON CONFLICT (request_id, started_at) DO NOTHING
  RETURNING
    started_at, organization_id, project_id, key_id, member_id, credential_id, provider, model, route, end_user, tags, status,
    attempts, duration_ms
), facts AS (
  ${rollupFacts('new_attempts', 'new_requests')}
), spend AS (
  ${addTo('spend_rollups', CUBE_KEY, CUBE_SUMS)}
), end_users AS (
  ${addTo('end_user_rollups', END_USER_KEY, SMALL_CUBE_SUMS)}
), tagged AS (
  ${addTo('tag_rollups', TAG_KEY, SMALL_CUBE_SUMS, `(SELECT facts.*, tag FROM facts CROSS JOIN LATERAL unnest(${TAGS_OF_FACT}) AS tag) AS facts`)}
), latencies AS (
  ${addTo('latency_rollups', LATENCY_KEY, LATENCY_SUMS, 'facts WHERE latency_bin IS NOT NULL')}
), keys AS (
  INSERT INTO key_spend AS rollup (organization_id, key_id, day, cost_pico)
  SELECT organization_id, key_id, (started_at AT TIME ZONE 'UTC')::date AS day, sum(cost_pico)
  FROM new_attempts
  WHERE cost_pico IS NOT NULL
  GROUP BY organization_id, key_id, day
  ORDER BY organization_id, key_id, day
  ON CONFLICT (organization_id, key_id, day) DO UPDATE SET cost_pico = rollup.cost_pico + excluded.cost_pico
  RETURNING organization_id, key_id
)
SELECT
  (SELECT count(*) FROM new_attempts)::integer AS "insertedAttempts",
  (SELECT count(*) FROM new_requests)::integer AS "insertedRequests",
  (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('organizationId', organization_id, 'keyId', key_id)), '[]') FROM keys) AS "touchedKeys"
`;

/** Adds the sums of `facts` by a key to a rollup. */
function addTo(rollup: string, key: string, sums: readonly string[], facts = 'facts'): string {
  return `INSERT INTO ${rollup} AS rollup (${key}, ${sums.join(', ')})
  SELECT ${key}, ${sums.map((sum) => `sum(${sum})`).join(', ')}
  FROM ${facts}
  GROUP BY ${key}
  ORDER BY ${key}
  ON CONFLICT (${key}) DO UPDATE SET ${sums.map((sum) => `${sum} = rollup.${sum} + excluded.${sum}`).join(', ')}`;
}
