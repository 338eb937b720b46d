import type { Usage } from '@tollgate/core/usage/usage';
import type { Pool } from 'pg';

export type AttemptRow = {
  attemptId: string;
  ordinal: number;
  startedAt: Date;
  provider: string;
  model: string;
  credentialId: string | null;
  /** `null` when there was none or it is gone. */
  credentialName: string | null;
  outcome: string;
  upstreamStatus: number | null;
  errorMessage: string | null;
  firstTokenMs: number | null;
  durationMs: number;
  usage: Usage;
  isEstimated: boolean;
  priceRowId: string | null;
  /** Pico-dollars, decimal digits; `null` when unpriced. */
  costPico: string | null;
};

/** The attempts of one request in their order. */
export async function listAttemptRows(pool: Pool, organizationId: string, requestId: string): Promise<AttemptRow[]> {
  const { rows } = await pool.query<AttemptRow>(
    `SELECT
       attempt.attempt_id AS "attemptId", attempt.ordinal, attempt.started_at AS "startedAt", attempt.provider, attempt.model,
       attempt.credential_id AS "credentialId", credential.name AS "credentialName", attempt.outcome,
       attempt.upstream_status AS "upstreamStatus", attempt.error_message AS "errorMessage", attempt.first_token_ms AS "firstTokenMs",
       attempt.duration_ms AS "durationMs", attempt.is_estimated AS "isEstimated", attempt.price_row_id AS "priceRowId",
       attempt.cost_pico::text AS "costPico",
       json_build_object(
         'input', attempt.input_tokens, 'cachedInput', attempt.cached_input_tokens, 'cacheWrite5m', attempt.cache_write_5m_tokens,
         'cacheWrite1h', attempt.cache_write_1h_tokens, 'output', attempt.output_tokens, 'reasoning', attempt.reasoning_tokens,
         'audioInput', attempt.audio_input_tokens, 'audioOutput', attempt.audio_output_tokens, 'images', attempt.images) AS usage
     FROM attempts AS attempt
     LEFT JOIN credentials AS credential ON credential.id = attempt.credential_id AND credential.organization_id = $1
     WHERE attempt.organization_id = $1 AND attempt.request_id = $2
     ORDER BY attempt.ordinal, attempt.started_at, attempt.attempt_id`,
    [organizationId, requestId],
  );
  return rows;
}
