import type { Pool } from 'pg';

/** One budget's period, on UTC days; `toMs` is exclusive and `null` when it never ends. */
export type SpendPeriod = { organizationId: string; keyId: string; fromMs: number; toMs: number | null };

/** What the ledger holds for each period, in pico-dollars, in the order given. Reaches across organisations: for the worker alone. */
export async function readPeriodSpend(pool: Pool, periods: readonly SpendPeriod[]): Promise<bigint[]> {
  if (periods.length === 0) return [];
  const { rows } = await pool.query<{ cost: string }>(
    `SELECT coalesce(sum(spend.cost_pico), 0)::text AS cost
     FROM unnest($1::text[], $2::text[], $3::date[], $4::date[]) WITH ORDINALITY AS period (organization_id, key_id, from_day, to_day, position)
     LEFT JOIN key_spend AS spend ON spend.organization_id = period.organization_id AND spend.key_id = period.key_id
       AND spend.day >= period.from_day AND (period.to_day IS NULL OR spend.day < period.to_day)
     GROUP BY period.position ORDER BY period.position`,
    [
      periods.map(({ organizationId }) => organizationId),
      periods.map(({ keyId }) => keyId),
      periods.map(({ fromMs }) => toDay(fromMs)),
      periods.map(({ toMs }) => (toMs === null ? null : toDay(toMs))),
    ],
  );
  return rows.map(({ cost }) => BigInt(cost));
}

function toDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
