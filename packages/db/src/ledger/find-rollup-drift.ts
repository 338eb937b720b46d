import type { Pool } from 'pg';
import { CUBE_KEY, CUBE_SUMS, END_USER_KEY, LATENCY_KEY, LATENCY_SUMS, SMALL_CUBE_SUMS, TAG_KEY, TAGS_OF_FACT } from './rollup-columns.ts';
import { rollupFacts } from './rollup-facts.ts';

export type RollupDrift = {
  table: 'spend_rollups' | 'end_user_rollups' | 'tag_rollups' | 'latency_rollups' | 'key_spend';
  /** Rows that differ, stand in the rollup alone or are missing there. */
  rows: number;
  /** What the rollup holds more than the facts, in pico-dollars; may be 0 when only counts differ. */
  costPico: bigint;
};

/**
 * Adds up the facts of a range anew and compares every rollup with the result. An empty list is the only good answer.
 * One statement, so facts that come in meanwhile are seen by both sides or by none.
 *
 * @param fromMs on a UTC day's boundary, as is `toMs` (exclusive), because `key_spend` is kept by the day.
 */
export async function findRollupDrift(pool: Pool, fromMs: number, toMs: number): Promise<RollupDrift[]> {
  const { rows } = await pool.query<{ table: RollupDrift['table']; rows: number; cost_pico: string }>(STATEMENT, [
    new Date(fromMs),
    new Date(toMs),
  ]);
  return rows.filter((row) => row.rows > 0).map((row) => ({ table: row.table, rows: row.rows, costPico: BigInt(row.cost_pico) }));
}

const IN_RANGE = 'started_at >= $1 AND started_at < $2';
const BUCKET_IN_RANGE = 'bucket_start >= $1 AND bucket_start < $2';
const STATEMENT = `
WITH facts AS (
  ${rollupFacts(`(SELECT * FROM attempts WHERE ${IN_RANGE}) AS a`, `(SELECT * FROM requests WHERE ${IN_RANGE}) AS r`)}
), tagged AS (
  SELECT facts.*, tag FROM facts CROSS JOIN LATERAL unnest(${TAGS_OF_FACT}) AS tag
), timed AS (
  SELECT * FROM facts WHERE latency_bin IS NOT NULL
), spent AS (
  SELECT organization_id, key_id, (started_at AT TIME ZONE 'UTC')::date AS day, cost_pico FROM attempts WHERE ${IN_RANGE} AND cost_pico IS NOT NULL
)
${[
  difference('spend_rollups', 'facts', CUBE_KEY, CUBE_SUMS, BUCKET_IN_RANGE),
  difference('end_user_rollups', 'facts', END_USER_KEY, SMALL_CUBE_SUMS, BUCKET_IN_RANGE),
  difference('tag_rollups', 'tagged', TAG_KEY, SMALL_CUBE_SUMS, BUCKET_IN_RANGE),
  difference('latency_rollups', 'timed', LATENCY_KEY, LATENCY_SUMS, BUCKET_IN_RANGE),
  difference(
    'key_spend',
    'spent',
    'organization_id, key_id, day',
    ['cost_pico'],
    `day >= ($1 AT TIME ZONE 'UTC')::date AND day < ($2 AT TIME ZONE 'UTC')::date`,
  ),
].join('\nUNION ALL\n')}
`;

/** Every key's row of a rollup less the same sums over the facts; what is not all zero differs. */
function difference(table: RollupDrift['table'], facts: string, key: string, sums: readonly string[], inRange: string): string {
  const isDifferent = sums.map((sum) => `${sum} <> 0`).join(' OR ');
  return `SELECT '${table}' AS "table", count(*) FILTER (WHERE ${isDifferent})::integer AS rows, ${sums.includes('cost_pico') ? 'coalesce(sum(cost_pico), 0)' : '0'}::text AS cost_pico FROM (
    SELECT ${key}, ${sums.map((sum) => `sum(${sum}) AS ${sum}`).join(', ')} FROM (
      SELECT ${key}, ${sums.join(', ')} FROM ${table} WHERE ${inRange}
      UNION ALL
      SELECT ${key}, ${sums.map((sum) => `-${sum}`).join(', ')} FROM ${facts}
    ) AS both_sides GROUP BY ${key}
  ) AS differences`;
}
