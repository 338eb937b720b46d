import type { Pool } from 'pg';

export type UnpricedModel = { provider: string; model: string; attempts: number; lastSeenAt: Date };

/** Models that were called since `from` without a price, most called first; from the rollups, to their quarter of an hour. */
export async function listUnpricedModels(pool: Pool, organizationId: string, from: Date): Promise<UnpricedModel[]> {
  const { rows } = await pool.query<{ provider: string; model: string; attempts: string; last_seen_at: Date }>(
    `SELECT provider, model, sum(unpriced_attempts)::text AS attempts, max(bucket_start) AS last_seen_at
     FROM spend_rollups
     WHERE organization_id = $1 AND bucket_start >= $2 AND unpriced_attempts > 0
     GROUP BY provider, model
     ORDER BY sum(unpriced_attempts) DESC, provider, model
     LIMIT 500`,
    [organizationId, from],
  );
  return rows.map((row) => ({ provider: row.provider, model: row.model, attempts: Number(row.attempts), lastSeenAt: row.last_seen_at }));
}
