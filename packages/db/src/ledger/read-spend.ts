import type { Pool } from 'pg';
import { inTransaction } from './in-transaction.ts';

export const SPEND_BUCKETS = ['hour', 'day', 'week', 'month'] as const;
export type SpendBucket = (typeof SPEND_BUCKETS)[number];

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

export type SpendQuestion = {
  organizationId: string;
  /** On quarters of an hour; `toMs` is exclusive. */
  fromMs: number;
  toMs: number;
  /** IANA name; buckets begin where its local hours, days, weeks (Monday) and months do. */
  zone: string;
  bucket: SpendBucket;
  dimension: SpendDimension;
  /** `null`: every project. */
  projectIds: readonly string[] | null;
  /** Values beyond the dearest so many are folded into one. */
  top: number;
};

export type SpendSums = {
  costPico: bigint;
  requests: number;
  attempts: number;
  unpricedAttempts: number;
  estimatedAttempts: number;
  inputTokens: number;
  outputTokens: number;
};

/** One value in one bucket, which is a place in `bucketsMs`; `id` is `''` for "none" and `null` for the fold of what lies beyond the top. */
export type SpendCell = SpendSums & { bucket: number; id: string | null };

export type SpendAnswer = {
  /** Start of every bucket that touches the range, also of those without spend; the first may begin before the range. */
  bucketsMs: number[];
  /** By bucket, in no order of values. */
  cells: SpendCell[];
  totals: SpendSums;
  /** Distinct values in the range, folded ones included. */
  values: number;
};

/** Reads spend from the rollups alone. Buckets, cells and totals come from one snapshot, so that the parts add up to the whole. */
export async function readSpend(pool: Pool, question: SpendQuestion): Promise<SpendAnswer> {
  const { organizationId, fromMs, toMs, zone, bucket, projectIds, top } = question;
  const { table, column, measures } = SOURCES[question.dimension];
  const range = [organizationId, new Date(fromMs), new Date(toMs), projectIds];
  return inTransaction(
    pool,
    async (client) => {
      const buckets = await client.query<{ bucket: Date }>(bucketsStatement(bucket), [bucket, zone, new Date(fromMs), new Date(toMs)]);
      const starts = buckets.rows.map((row) => row.bucket);
      const cells = await client.query<CellRow>(cellsStatement(table, column, measures), [...range, starts, top]);
      const parsed = cells.rows.map((row) => ({ ...sumsOf(row), bucket: row.bucket - 1, id: row.id }));
      // Tags overlap and both smaller cubes lack a measure or more: the whole then comes from the base cube.
      const totals = table === 'spend_rollups' ? addUp(parsed) : sumsOf((await client.query<SumsRow>(TOTALS_STATEMENT, range)).rows[0]);
      return { bucketsMs: starts.map((start) => start.getTime()), cells: parsed, totals, values: cells.rows[0]?.distinct_values ?? 0 };
    },
    'ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
}

const MEASURES = ['cost_pico', 'requests', 'attempts', 'unpriced_attempts', 'estimated_attempts', 'input_tokens', 'output_tokens'] as const;
type Measure = (typeof MEASURES)[number];
type SumsRow = Record<Measure, string>;
type CellRow = SumsRow & { bucket: number; id: string | null; distinct_values: number };

type Source = { table: 'spend_rollups' | 'end_user_rollups' | 'tag_rollups'; column: string; measures: readonly Measure[] };
const base = (column: string): Source => ({ table: 'spend_rollups', column, measures: MEASURES });
const SOURCES: Record<SpendDimension, Source> = {
  project: base('project_id'),
  member: base('member_id'),
  model: base('model'),
  key: base('key_id'),
  provider: base('provider'),
  credential: base('credential_id'),
  route: base('route'),
  none: base(`''::text`),
  end_user: { table: 'end_user_rollups', column: 'end_user', measures: MEASURES.filter((measure) => measure !== 'estimated_attempts') },
  tag: { table: 'tag_rollups', column: 'tag', measures: ['cost_pico', 'requests'] },
};

const IN_RANGE = 'organization_id = $1 AND bucket_start >= $2 AND bucket_start < $3 AND ($4::text[] IS NULL OR project_id = ANY ($4))';

/**
 * A day lasts 23 hours at least, so a step of 6 meets every one; an hour may be cut in two where a zone shifts by 30 minutes. Where
 * clocks go back at midnight, a day begins twice and `date_trunc` names the second time: the first is the one that is wanted.
 */
function bucketsStatement(bucket: SpendBucket): string {
  const truncated = `
    SELECT date_trunc($1, at, $2) AS start
    FROM generate_series($3::timestamptz, $4::timestamptz - interval '15 minutes', interval '${bucket === 'hour' ? '15 minutes' : '6 hours'}') AS at
    UNION SELECT date_trunc($1, $4::timestamptz - interval '15 minutes', $2)`;
  if (bucket === 'hour') return `SELECT start AS bucket FROM (${truncated}) AS starts ORDER BY 1`;
  return `
    SELECT (SELECT min(at) FROM generate_series(start - interval '3 hours', start, interval '15 minutes') AS at WHERE date_trunc($1, at, $2) = start) AS bucket
    FROM (${truncated}) AS starts ORDER BY 1`;
}

/**
 * The dearest values first and then their buckets: grouping by both at once would hold every end user of every day in memory. A row's
 * bucket is found among the starts of all, because asking `date_trunc` for its zone takes 2 µs a row, more than all the sums together.
 */
function cellsStatement(table: string, column: string, measures: readonly Measure[]): string {
  const sums = MEASURES.map((measure) => `${measures.includes(measure) ? `sum(${measure})` : '0'}::text AS ${measure}`).join(', ');
  return `
    WITH ranked AS MATERIALIZED (
      SELECT ${column} AS id, row_number() OVER (ORDER BY sum(cost_pico) DESC, sum(requests) DESC, ${column}) <= $6 AS is_top, count(*) OVER () AS distinct_values
      FROM ${table} WHERE ${IN_RANGE} GROUP BY 1
    )
    SELECT width_bucket(bucket_start, $5::timestamptz[]) AS bucket, dearest.id, (SELECT coalesce(min(distinct_values), 0)::integer FROM ranked) AS distinct_values, ${sums}
    FROM ${table} LEFT JOIN (SELECT id FROM ranked WHERE is_top) AS dearest ON dearest.id = ${column}
    WHERE ${IN_RANGE} GROUP BY 1, 2 ORDER BY 1`;
}

const TOTALS_STATEMENT = `SELECT ${MEASURES.map((measure) => `coalesce(sum(${measure}), 0)::text AS ${measure}`).join(', ')} FROM spend_rollups WHERE ${IN_RANGE}`;

function sumsOf(row: SumsRow | undefined): SpendSums {
  if (!row) throw new Error('A sum returned no row');
  return {
    costPico: BigInt(row.cost_pico),
    requests: Number(row.requests),
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
    attempts: 0,
    unpricedAttempts: 0,
    estimatedAttempts: 0,
    inputTokens: 0,
    outputTokens: 0,
  };
  for (const part of parts) {
    whole.costPico += part.costPico;
    whole.requests += part.requests;
    whole.attempts += part.attempts;
    whole.unpricedAttempts += part.unpricedAttempts;
    whole.estimatedAttempts += part.estimatedAttempts;
    whole.inputTokens += part.inputTokens;
    whole.outputTokens += part.outputTokens;
  }
  return whole;
}
