import type { PoolClient } from 'pg';

export const SPEND_BUCKETS = ['quarter', 'hour', 'day', 'week', 'month'] as const;
/** `quarter` is one of an hour, the step of the rollups. */
export type SpendBucket = (typeof SPEND_BUCKETS)[number];

export type BucketQuestion = {
  bucket: SpendBucket;
  /** IANA name; buckets begin where its local hours, days, weeks (Monday) and months do. */
  zone: string;
  /** On quarters of an hour; `toMs` is exclusive. */
  fromMs: number;
  toMs: number;
};

/** Start of every bucket that touches the range; the first may begin before the range. */
export async function readBuckets(client: Pick<PoolClient, 'query'>, { bucket, zone, fromMs, toMs }: BucketQuestion): Promise<Date[]> {
  if (bucket === 'quarter') return Array.from({ length: (toMs - fromMs) / 900_000 }, (_, index) => new Date(fromMs + index * 900_000));
  const { rows } = await client.query<{ bucket: Date }>(statement(bucket), [bucket, zone, new Date(fromMs), new Date(toMs)]);
  return rows.map((row) => row.bucket);
}

/**
 * A day lasts 23 hours at least, so a step of 6 meets every one; an hour may be cut in two where a zone shifts by 30 minutes. Where
 * clocks go back at midnight, a day begins twice and `date_trunc` names the second time: the first is the one that is wanted.
 */
function statement(bucket: SpendBucket): string {
  const truncated = `
    SELECT date_trunc($1, at, $2) AS start
    FROM generate_series($3::timestamptz, $4::timestamptz - interval '15 minutes', interval '${bucket === 'hour' ? '15 minutes' : '6 hours'}') AS at
    UNION SELECT date_trunc($1, $4::timestamptz - interval '15 minutes', $2)`;
  if (bucket === 'hour') return `SELECT start AS bucket FROM (${truncated}) AS starts ORDER BY 1`;
  return `
    SELECT (SELECT min(at) FROM generate_series(start - interval '3 hours', start, interval '15 minutes') AS at WHERE date_trunc($1, at, $2) = start) AS bucket
    FROM (${truncated}) AS starts ORDER BY 1`;
}
