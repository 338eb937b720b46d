import type { Pool } from 'pg';

export type RecentQuestion = { organizationId: string; projectIds: readonly string[] | null; fromMs: number; toMs: number };

export type RescuedRow = {
  requestId: string;
  projectId: string;
  startedAt: Date;
  requestedModel: string;
  attempts: number;
  durationMs: number;
  /** What answered. */
  provider: string;
  model: string;
  /** The first attempt that failed; `null` while the ledger does not hold it. */
  failedProvider: string | null;
  failedModel: string | null;
  outcome: string | null;
};

/** The newest requests that were answered after a failed attempt, through an index that holds no others. */
export async function listRescuedRows(
  pool: Pool,
  { organizationId, projectIds, fromMs, toMs }: RecentQuestion,
  limit: number,
): Promise<RescuedRow[]> {
  const { rows } = await pool.query<RescuedRow>(
    `SELECT
       request.request_id AS "requestId", request.project_id AS "projectId", request.started_at AS "startedAt",
       request.requested_model AS "requestedModel", request.attempts, request.duration_ms AS "durationMs",
       coalesce(request.provider, '') AS provider, coalesce(request.model, '') AS model,
       failed.provider AS "failedProvider", failed.model AS "failedModel", failed.outcome
     FROM (
       SELECT * FROM requests
       WHERE organization_id = $1 AND status < 400 AND attempts > 1 AND started_at >= $2 AND started_at < $3
         AND ($4::text[] IS NULL OR project_id = ANY ($4))
       ORDER BY started_at DESC LIMIT $5
     ) AS request
     LEFT JOIN LATERAL (
       SELECT provider, model, outcome FROM attempts
       WHERE organization_id = $1 AND request_id = request.request_id AND outcome <> 'success'
         AND started_at BETWEEN request.started_at - interval '1 day' AND request.started_at + interval '1 day'
       ORDER BY ordinal LIMIT 1
     ) AS failed ON true
     ORDER BY request.started_at DESC`,
    [organizationId, new Date(fromMs), new Date(toMs), projectIds, limit],
  );
  return rows;
}
