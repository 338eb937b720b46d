import type { Pool } from 'pg';

/** What each key spent since a moment on a quarter of an hour, in pico-dollars; a key that spent nothing is absent. */
export async function readKeySpendSince(
  pool: Pool,
  organizationId: string,
  keyIds: readonly string[],
  sinceMs: number,
): Promise<Map<string, bigint>> {
  const { rows } = await pool.query<{ key: string; cost: string }>(
    `SELECT key_id AS key, sum(cost_pico)::text AS cost FROM spend_rollups
     WHERE organization_id = $1 AND bucket_start >= $2 AND key_id = ANY ($3) GROUP BY key_id`,
    [organizationId, new Date(sinceMs), keyIds],
  );
  return new Map(rows.map(({ key, cost }) => [key, BigInt(cost)]));
}
