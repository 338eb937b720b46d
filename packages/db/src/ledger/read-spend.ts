import type { Pool, PoolClient } from 'pg';
import { inTransaction } from './in-transaction.ts';
import { type BucketQuestion, readBuckets, SPEND_BUCKETS, type SpendBucket } from './spend-buckets.ts';

export { SPEND_BUCKETS, type SpendBucket };

export const SPEND_DIMENSIONS = [
  'project',
  'member',
  'end_user',
  'model',
  'key',
  'provider',
  'credential',
  'route',
  'tag',
  'none',
] as const;
export type SpendDimension = (typeof SPEND_DIMENSIONS)[number];

export type SpendQuestion = BucketQuestion & {
  organizationId: string;
  dimension: SpendDimension;
  /** `null`: every project. */
  projectIds: readonly string[] | null;
  /** Values beyond the dearest so many are folded into one. */
  top: number;
  /** A second range of the same values, on quarters of an hour. A value that was dear in either is not folded. */
  compared: { fromMs: number; toMs: number } | null;
};

export type SpendSums = {
  costPico: bigint;
  requests: number;
  failedRequests: number;
  attempts: number;
  unpricedAttempts: number;
  estimatedAttempts: number;
  inputTokens: number;
  outputTokens: number;
};

/** One value in one bucket, which is a place in `bucketsMs`; `id` is `''` for "none" and `null` for the fold of what lies beyond the top. */
export type SpendCell = SpendSums & { bucket: number; id: string | null };

export type SpendSpan = {
  /** Start of every bucket that touches the range, also of those without spend; the first may begin before the range. */
  bucketsMs: number[];
  /** By bucket, in no order of values. */
  cells: SpendCell[];
  totals: SpendSums;
};

export type SpendAnswer = SpendSpan & {
  compared: SpendSpan | null;
  /** Distinct values in both ranges, folded ones included. */
  values: number;
};

/** Reads spend from the rollups alone. Buckets, cells and totals come from one snapshot, so that the parts add up to the whole. */
export async function readSpend(pool: Pool, question: SpendQuestion): Promise<SpendAnswer> {
  return inTransaction(
    pool,
    async (client) => {
      const { ids, values } = await readDearest(client, question);
      return {
        ...(await readSpan(client, question, question, ids)),
        compared: question.compared === null ? null : await readSpan(client, question, question.compared, ids),
        values,
      };
    },
    'ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
}

async function readDearest(client: PoolClient, question: SpendQuestion): Promise<{ ids: string[]; values: number }> {
  const { organizationId, fromMs, toMs, projectIds, compared, dimension, top } = question;
  const { table, column } = SOURCES[dimension];
  const sumOf = (from: number, to: number) =>
    `coalesce(sum(cost_pico) FILTER (WHERE bucket_start >= $${from} AND bucket_start < $${to}), 0)`;
  const { rows } = await client.query<{ id: string; values: number }>(
    `SELECT ${column} AS id, (count(*) OVER ())::integer AS values FROM ${table}
     WHERE organization_id = $1 AND ($2::text[] IS NULL OR project_id = ANY ($2))
       AND (bucket_start >= $3 AND bucket_start < $4 OR bucket_start >= $5 AND bucket_start < $6)
     GROUP BY 1 ORDER BY greatest(${sumOf(3, 4)}, ${sumOf(5, 6)}) DESC, sum(requests) DESC, 1 LIMIT $7`,
    [
      organizationId,
      projectIds,
      new Date(fromMs),
      new Date(toMs),
      // Without a second range, the same again.
      new Date(compared?.fromMs ?? fromMs),
      new Date(compared?.toMs ?? toMs),
      top,
    ],
  );
  return { ids: rows.map(({ id }) => id), values: rows[0]?.values ?? 0 };
}

async function readSpan(
  client: PoolClient,
  { organizationId, projectIds, dimension, bucket, zone }: SpendQuestion,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  ids: readonly string[],
): Promise<SpendSpan> {
  const { table, column } = SOURCES[dimension];
  const starts = await readBuckets(client, { bucket, zone, fromMs, toMs });
  const range = [organizationId, new Date(fromMs), new Date(toMs), projectIds];
  const { rows } = await client.query<CellRow>(cellsStatement(table, column), [...range, starts, ids]);
  const cells = rows.map((row) => ({ ...sumsOf(row), bucket: row.bucket - 1, id: row.id }));
  // Tags overlap: the whole then comes from the base cube.
  const totals = dimension === 'tag' ? sumsOf((await client.query<SumsRow>(TOTALS_STATEMENT, range)).rows[0]) : addUp(cells);
  return { bucketsMs: starts.map((start) => start.getTime()), cells, totals };
}

const MEASURES = [
  'cost_pico',
  'requests',
  'failed_requests',
  'attempts',
  'unpriced_attempts',
  'estimated_attempts',
  'input_tokens',
  'output_tokens',
] as const;
type SumsRow = Record<(typeof MEASURES)[number], string>;
type CellRow = SumsRow & { bucket: number; id: string | null };

type Source = { table: 'spend_rollups' | 'end_user_rollups' | 'tag_rollups'; column: string };
const base = (column: string): Source => ({ table: 'spend_rollups', column });
const SOURCES: Record<SpendDimension, Source> = {
  project: base('project_id'),
  member: base('member_id'),
  // Two providers may give the same name to different models at different prices.
  model: base(`CASE WHEN provider = '' THEN model ELSE provider || '/' || model END`),
  key: base('key_id'),
  provider: base('provider'),
  credential: base('credential_id'),
  route: base('route'),
  none: base(`''::text`),
  end_user: { table: 'end_user_rollups', column: 'end_user' },
  tag: { table: 'tag_rollups', column: 'tag' },
};

const IN_RANGE = 'organization_id = $1 AND bucket_start >= $2 AND bucket_start < $3 AND ($4::text[] IS NULL OR project_id = ANY ($4))';

/**
 * Grouping by all values at once would hold every end user of every day in memory, so the dearest are known before. A row's bucket is
 * found among the starts of all, because asking `date_trunc` for its zone takes 2 µs a row, more than all the sums together.
 */
function cellsStatement(table: string, column: string): string {
  const sums = MEASURES.map((measure) => `sum(${measure})::text AS ${measure}`).join(', ');
  return `
    SELECT width_bucket(bucket_start, $5::timestamptz[]) AS bucket, dearest.id, ${sums}
    FROM ${table} LEFT JOIN unnest($6::text[]) AS dearest (id) ON dearest.id = ${column}
    WHERE ${IN_RANGE} GROUP BY 1, 2 ORDER BY 1`;
}

const TOTALS_STATEMENT = `SELECT ${MEASURES.map((measure) => `coalesce(sum(${measure}), 0)::text AS ${measure}`).join(', ')} FROM spend_rollups WHERE ${IN_RANGE}`;

function sumsOf(row: SumsRow | undefined): SpendSums {
  if (!row) throw new Error('A sum returned no row');
  return {
    costPico: BigInt(row.cost_pico),
    requests: Number(row.requests),
    failedRequests: Number(row.failed_requests),
    attempts: Number(row.attempts),
    unpricedAttempts: Number(row.unpriced_attempts),
    estimatedAttempts: Number(row.estimated_attempts),
    inputTokens: Number(row.input_tokens),
    outputTokens: Number(row.output_tokens),
  };
}

/** The sum of sums. */
export function addUp(parts: readonly SpendSums[]): SpendSums {
  const whole: SpendSums = {
    costPico: 0n,
    requests: 0,
    failedRequests: 0,
    attempts: 0,
    unpricedAttempts: 0,
    estimatedAttempts: 0,
    inputTokens: 0,
    outputTokens: 0,
  };
  for (const part of parts) {
    whole.costPico += part.costPico;
    whole.requests += part.requests;
    whole.failedRequests += part.failedRequests;
    whole.attempts += part.attempts;
    whole.unpricedAttempts += part.unpricedAttempts;
    whole.estimatedAttempts += part.estimatedAttempts;
    whole.inputTokens += part.inputTokens;
    whole.outputTokens += part.outputTokens;
  }
  return whole;
}
