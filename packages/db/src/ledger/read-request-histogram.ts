import type { Pool } from 'pg';
import { placeholders } from './request-conditions.ts';
import { rollupSource } from './rollup-conditions.ts';
import { type RequestScope, searchRequests } from './search-requests.ts';

/** Requests that began in a step of the range. */
export type HistogramBar = { startMs: number; succeeded: number; failed: number };
export type RequestHistogram = {
  /** Those that are not empty, oldest first. */
  bars: HistogramBar[];
  /** Before it nothing was counted, because that would have been too much work; `null` when the whole range was. */
  countedFromMs: number | null;
};

const QUARTER_MS = 900_000;
/** Rows that are read where no rollup knows the answer. */
const MOST_READ = 10_000;
const MOST_INDEXED = 200_000;

/**
 * How many requests of a scope began when, by steps from `fromMs` on. From the rollups where they tell; steps below a quarter of an hour
 * by an index-only scan, and conditions that no rollup knows by a bounded search.
 */
export async function readRequestHistogram(pool: Pool, scope: RequestScope, stepMs: number): Promise<RequestHistogram> {
  const isCoarse = stepMs % QUARTER_MS === 0 && scope.fromMs % QUARTER_MS === 0;
  if (isCoarse && rollupSource(scope.filter, placeholders()).isExact)
    return { bars: await fromRollups(pool, scope, stepMs), countedFromMs: null };
  if (scope.filter.length === 0) return fromIndex(pool, scope, stepMs);
  return fromRows(pool, scope, stepMs);
}

async function fromRollups(pool: Pool, scope: RequestScope, stepMs: number): Promise<HistogramBar[]> {
  const given = placeholders(scope.organizationId);
  const source = rollupSource(scope.filter, given);
  const [from, to] = [given.add(new Date(scope.fromMs)), given.add(new Date(scope.toMs))];
  const conditions = ['organization_id = $1', `bucket_start >= ${from}`, `bucket_start < ${to}`, ...source.conditions];
  if (scope.projectId !== null) conditions.push(`project_id = ${given.add(scope.projectId)}`);
  const { rows } = await pool.query<BarRow>(
    `SELECT date_bin(make_interval(secs => ${given.add(stepMs / 1000)}), bucket_start, ${from}) AS start,
       sum(${source.requests})::float8 AS requests, sum(${source.failed})::float8 AS failed
     FROM ${source.table} WHERE ${conditions.join(' AND ')} GROUP BY 1 HAVING sum(${source.requests}) > 0 ORDER BY 1`,
    given.values,
  );
  return rows.map(toBar);
}

async function fromIndex(pool: Pool, scope: RequestScope, stepMs: number): Promise<RequestHistogram> {
  const { rows } = await pool.query<BarRow & { oldest: Date; read: number }>(
    `SELECT date_bin(make_interval(secs => $5), started_at, $2) AS start, count(*)::float8 AS requests,
       (count(*) FILTER (WHERE status >= 400))::float8 AS failed, min(min(started_at)) OVER () AS oldest, (sum(count(*)) OVER ())::float8 AS read
     FROM (
       SELECT started_at, status FROM requests
       WHERE organization_id = $1 AND started_at >= $2 AND started_at < $3 ${scope.projectId === null ? 'AND $4::text IS NULL' : 'AND project_id = $4'}
       ORDER BY started_at DESC, request_id DESC LIMIT ${MOST_INDEXED}
     ) AS newest GROUP BY 1 ORDER BY 1`,
    [scope.organizationId, new Date(scope.fromMs), new Date(scope.toMs), scope.projectId, stepMs / 1000],
  );
  const [first] = rows;
  return { bars: rows.map(toBar), countedFromMs: first !== undefined && first.read >= MOST_INDEXED ? first.oldest.getTime() : null };
}

async function fromRows(pool: Pool, scope: RequestScope, stepMs: number): Promise<RequestHistogram> {
  const { rows, next } = await searchRequests<{ at: Date; isFailed: boolean }>(pool, scope, {
    columns: 'started_at AS at, status >= 400 AS "isFailed"',
    limit: MOST_READ,
  });
  const bars = new Map<number, HistogramBar>();
  for (const { at, isFailed } of rows) {
    const startMs = scope.fromMs + Math.floor((at.getTime() - scope.fromMs) / stepMs) * stepMs;
    const bar = bars.get(startMs) ?? { startMs, succeeded: 0, failed: 0 };
    bar[isFailed ? 'failed' : 'succeeded']++;
    bars.set(startMs, bar);
  }
  return { bars: [...bars.values()].toSorted((left, right) => left.startMs - right.startMs), countedFromMs: next?.startedAtMs ?? null };
}

type BarRow = { start: Date; requests: number; failed: number };

function toBar({ start, requests, failed }: BarRow): HistogramBar {
  return { startMs: start.getTime(), succeeded: requests - failed, failed };
}
