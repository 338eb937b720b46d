import type { Pool } from 'pg';

/**
 * What the ledger holds for keys since the start of a UTC day each, in pico-dollars. Keys without spend are absent.
 *
 * @param keys `fromMs`: start of the period, epoch milliseconds; 0 for all time.
 */
export async function readKeySpend(pool: Pool, organizationId: string, keys: readonly { keyId: string; fromMs: number }[]): Promise<Map<string, bigint>> {
  if (keys.length === 0) return new Map();
  const { rows } = await pool.query<{ key_id: string; cost: string }>(
    `SELECT wanted.key_id, sum(spend.cost_pico)::text AS cost
     FROM unnest($2::text[], $3::date[]) AS wanted (key_id, from_day)
     JOIN key_spend AS spend ON spend.organization_id = $1 AND spend.key_id = wanted.key_id AND spend.day >= wanted.from_day
     GROUP BY wanted.key_id`,
    [organizationId, keys.map((key) => key.keyId), keys.map((key) => new Date(key.fromMs).toISOString().slice(0, 10))],
  );
  return new Map(rows.map((row) => [row.key_id, BigInt(row.cost)]));
}
