import type { Pool, PoolClient } from 'pg';
import { inTransaction } from './in-transaction.ts';
import { type BucketQuestion, readBuckets } from './spend-buckets.ts';

export type OverviewQuestion = BucketQuestion & {
  organizationId: string;
  /** `null`: every project. */
  projectIds: readonly string[] | null;
  /** What the sums are held against, on quarters of an hour. */
  compared: { fromMs: number; toMs: number };
};

export type OverviewSums = {
  costPico: bigint;
  requests: number;
  /** Status 400 and above. */
  failedRequests: number;
  /** Answered after an attempt that failed. */
  rescuedRequests: number;
  attempts: number;
  /** Attempts that failed by the target's fault. */
  failedAttempts: number;
  tokens: number;
};

/** Counts of answered calls by bin of `core/usage/latency-bin`. */
export type LatencyCounts = Map<number, number>;

export type OverviewAnswer = {
  /** Start of every bucket that touches the range; the first may begin before it. */
  bucketsMs: number[];
  /** By place in `bucketsMs`; a bucket without anything is absent. */
  byBucket: Map<number, OverviewSums>;
  byProject: Map<string, OverviewSums>;
  /** By `provider/model`; `''` is what reached none. */
  byModel: Map<string, OverviewSums>;
  byRoute: Map<string, OverviewSums>;
  byProvider: Map<string, OverviewSums>;
  total: OverviewSums;
  compared: OverviewSums;
  latency: { byBucket: Map<number, LatencyCounts>; total: LatencyCounts; compared: LatencyCounts; byProvider: Map<string, LatencyCounts> };
};

/** Everything that the overview adds up, from the rollups alone and from one snapshot. Two scans of each table, whatever is shown. */
export async function readOverview(pool: Pool, question: OverviewQuestion): Promise<OverviewAnswer> {
  return inTransaction(pool, (client) => readAll(client, question), 'ISOLATION LEVEL REPEATABLE READ READ ONLY');
}

async function readAll(client: PoolClient, question: OverviewQuestion): Promise<OverviewAnswer> {
  const { organizationId, projectIds, fromMs, toMs, compared } = question;
  const starts = await readBuckets(client, question);
  const range = [organizationId, new Date(fromMs), new Date(toMs), projectIds];
  const before = [organizationId, new Date(compared.fromMs), new Date(compared.toMs), projectIds];
  const sums = await client.query<SumsRow & Grouping>(SUMS_STATEMENT, [...range, starts]);
  const sumsBefore = await client.query<SumsRow>(TOTALS_STATEMENT, before);
  const latencies = await client.query<LatencyRow>(LATENCY_STATEMENT, [...range, starts]);
  const latenciesBefore = await client.query<LatencyRow>(LATENCY_TOTALS_STATEMENT, before);

  const answer: OverviewAnswer = {
    bucketsMs: starts.map((start) => start.getTime()),
    byBucket: new Map(),
    byProject: new Map(),
    byModel: new Map(),
    byRoute: new Map(),
    byProvider: new Map(),
    total: sumsOf(undefined),
    compared: sumsOf(sumsBefore.rows[0]),
    latency: { byBucket: new Map(), total: new Map(), compared: toCounts(latenciesBefore.rows, 'requests'), byProvider: new Map() },
  };
  for (const row of sums.rows) place(answer, row);
  for (const row of latencies.rows) placeLatency(answer.latency, row);
  return answer;
}

/** Which columns a row is grouped by: those that are not in this bit mask, of the order in GROUPING. */
const BY = { bucket: 0b01111, project: 0b10111, model: 0b11001, route: 0b11110, provider: 0b11011 } as const;

function place(answer: OverviewAnswer, row: SumsRow & Grouping): void {
  const sums = sumsOf(row);
  const provider = row.provider ?? '';
  switch (row.folded) {
    case BY.bucket:
      answer.byBucket.set(row.bucket - 1, sums);
      addTo(answer.total, sums);
      return;
    case BY.project:
      answer.byProject.set(row.project_id ?? '', sums);
      return;
    case BY.model:
      answer.byModel.set(provider === '' ? (row.model ?? '') : `${provider}/${row.model ?? ''}`, sums);
      return;
    case BY.route:
      answer.byRoute.set(row.route ?? '', sums);
      return;
    case BY.provider:
      answer.byProvider.set(provider, sums);
      return;
  }
}

function placeLatency(latency: OverviewAnswer['latency'], row: LatencyRow): void {
  const requests = Number(row.requests);
  const attempts = Number(row.attempts);
  if (row.provider === null) {
    count(latency.total, row.latency_bin, requests);
    count(within(latency.byBucket, row.bucket - 1), row.latency_bin, requests);
  } else if (row.provider !== '') count(within(latency.byProvider, row.provider), row.latency_bin, attempts);
}

function within<Key>(map: Map<Key, LatencyCounts>, key: Key): LatencyCounts {
  const found = map.get(key) ?? new Map<number, number>();
  map.set(key, found);
  return found;
}

function count(counts: LatencyCounts, bin: number, more: number): void {
  if (more > 0) counts.set(bin, (counts.get(bin) ?? 0) + more);
}

function toCounts(rows: readonly LatencyRow[], measure: 'requests' | 'attempts'): LatencyCounts {
  const counts: LatencyCounts = new Map();
  for (const row of rows) count(counts, row.latency_bin, Number(row[measure]));
  return counts;
}

const MEASURES = {
  cost_pico: 'cost_pico',
  requests: 'requests',
  failed_requests: 'failed_requests',
  rescued_requests: 'rescued_requests',
  attempts: 'attempts',
  failed_attempts: 'failed_attempts',
  tokens: 'input_tokens + output_tokens',
} as const;
type SumsRow = Record<keyof typeof MEASURES, string>;
type Grouping = {
  folded: number;
  bucket: number;
  project_id: string | null;
  provider: string | null;
  model: string | null;
  route: string | null;
};
type LatencyRow = { bucket: number; provider: string | null; latency_bin: number; requests: string; attempts: string };

const SUMS = Object.entries(MEASURES)
  .map(([name, measure]) => `coalesce(sum(${measure}), 0)::text AS ${name}`)
  .join(', ');
const IN_RANGE = 'organization_id = $1 AND bucket_start >= $2 AND bucket_start < $3 AND ($4::text[] IS NULL OR project_id = ANY ($4))';

const SUMS_STATEMENT = `
  SELECT grouping(bucket, project_id, provider, model, route) AS folded, bucket, project_id, provider, model, route, ${SUMS}
  FROM (SELECT *, width_bucket(bucket_start, $5::timestamptz[]) AS bucket FROM spend_rollups WHERE ${IN_RANGE}) AS rollup
  GROUP BY GROUPING SETS ((bucket), (project_id), (provider, model), (route), (provider))`;
const TOTALS_STATEMENT = `SELECT ${SUMS} FROM spend_rollups WHERE ${IN_RANGE}`;

const LATENCY_STATEMENT = `
  SELECT bucket, provider, latency_bin, sum(requests)::text AS requests, sum(attempts)::text AS attempts
  FROM (SELECT *, width_bucket(bucket_start, $5::timestamptz[]) AS bucket FROM latency_rollups WHERE ${IN_RANGE}) AS rollup
  GROUP BY GROUPING SETS ((bucket, latency_bin), (provider, latency_bin))`;
const LATENCY_TOTALS_STATEMENT = `
  SELECT 0 AS bucket, NULL AS provider, latency_bin, sum(requests)::text AS requests, '0' AS attempts
  FROM latency_rollups WHERE ${IN_RANGE} GROUP BY latency_bin`;

function sumsOf(row: SumsRow | undefined): OverviewSums {
  return {
    costPico: BigInt(row?.cost_pico ?? 0),
    requests: Number(row?.requests ?? 0),
    failedRequests: Number(row?.failed_requests ?? 0),
    rescuedRequests: Number(row?.rescued_requests ?? 0),
    attempts: Number(row?.attempts ?? 0),
    failedAttempts: Number(row?.failed_attempts ?? 0),
    tokens: Number(row?.tokens ?? 0),
  };
}

function addTo(whole: OverviewSums, part: OverviewSums): void {
  whole.costPico += part.costPico;
  whole.requests += part.requests;
  whole.failedRequests += part.failedRequests;
  whole.rescuedRequests += part.rescuedRequests;
  whole.attempts += part.attempts;
  whole.failedAttempts += part.failedAttempts;
  whole.tokens += part.tokens;
}
