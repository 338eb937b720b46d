import { TARGET_FAILURES } from '@tollgate/core/routing/outcome';
import { LATENCY_BOUNDS_MS } from '@tollgate/core/usage/latency-bin';

const BIN = `width_bucket(duration_ms, '{${LATENCY_BOUNDS_MS.join(',')}}'::integer[])`;
const FAILURES = TARGET_FAILURES.map((outcome) => `'${outcome}'`).join(', ');

/**
 * SQL for what attempts and requests add to the rollups, one row a fact, from tables (or names of WITH clauses) with the ledger's
 * columns. Both the ingest and the search for drift go through it, so that they cannot disagree about what a rollup means.
 *
 * `''` stands for "none". A request has failed when its status is 400 or above, and was rescued when it was answered after an attempt that
 * was not. Only what was answered has a `latency_bin`.
 */
export function rollupFacts(attempts: string, requests: string): string {
  return `
    SELECT
      date_bin('15 minutes', started_at, 'epoch') AS bucket_start, organization_id, project_id, key_id,
      coalesce(member_id, '') AS member_id, coalesce(credential_id, '') AS credential_id, provider, model,
      coalesce(route, '') AS route, coalesce(end_user, '') AS end_user, tags,
      0 AS requests, 0 AS failed_requests, 0 AS rescued_requests, 1 AS attempts, (outcome IN (${FAILURES}))::integer AS failed_attempts,
      (cost_pico IS NULL)::integer AS unpriced_attempts, is_estimated::integer AS estimated_attempts,
      input_tokens + cached_input_tokens + cache_write_5m_tokens + cache_write_1h_tokens + audio_input_tokens AS input_tokens,
      cached_input_tokens, cache_write_5m_tokens + cache_write_1h_tokens AS cache_write_tokens,
      output_tokens + reasoning_tokens + audio_output_tokens AS output_tokens, reasoning_tokens,
      0 AS duration_ms, CASE WHEN outcome = 'success' THEN ${BIN} END AS latency_bin, coalesce(cost_pico, 0) AS cost_pico
    FROM ${attempts}
    UNION ALL
    SELECT
      date_bin('15 minutes', started_at, 'epoch'), organization_id, project_id, key_id,
      coalesce(member_id, ''), coalesce(credential_id, ''), coalesce(provider, ''), coalesce(model, ''),
      coalesce(route, ''), coalesce(end_user, ''), tags,
      1, (status >= 400)::integer, (status < 400 AND attempts > 1)::integer, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      duration_ms, CASE WHEN status < 400 THEN ${BIN} END, 0
    FROM ${requests}`;
}
