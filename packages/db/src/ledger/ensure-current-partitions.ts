import type { Pool } from 'pg';
import { ensurePartitions, type EnsuredPartitions } from './ensure-partitions.ts';

const DAY_MS = 86_400_000;

/** Makes the partitions of today and ahead: this month and three more, and for contents yesterday to a week ahead. */
export async function ensureCurrentPartitions(pool: Pool, nowMs: number): Promise<EnsuredPartitions> {
  const now = new Date(nowMs);
  const inThreeMonths = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 3, 1);
  // Yesterday's too: what is on its way at midnight still belongs there.
  const ensured = [
    await ensurePartitions(pool, 'attempts', nowMs - DAY_MS, inThreeMonths),
    await ensurePartitions(pool, 'requests', nowMs - DAY_MS, inThreeMonths),
    await ensurePartitions(pool, 'request_contents', nowMs - DAY_MS, nowMs + 7 * DAY_MS),
  ];
  return {
    created: ensured.flatMap(({ created }) => created),
    leftInDefault: ensured.flatMap(({ leftInDefault }) => leftInDefault),
  };
}
