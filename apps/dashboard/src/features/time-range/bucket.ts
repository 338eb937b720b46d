import type { Range } from './range.ts';

export const BUCKETS = ['quarter', 'hour', 'day', 'week', 'month'] as const;
export type Bucket = (typeof BUCKETS)[number];

const DAY_MS = 86_400_000;

/** The buckets that draw a range in 1 to about 400 steps, finest first. */
export function bucketsFor(range: Range): Bucket[] {
  const days = (range.toMs - range.fromMs) / DAY_MS;
  const fitting: Bucket[] = [];
  if (days <= 1.1) fitting.push('quarter');
  if (days > 0.05 && days <= 15) fitting.push('hour');
  if (days > 1.1) fitting.push('day');
  if (days > 13) fitting.push('week');
  if (days > 45) fitting.push('month');
  return fitting;
}

/** The asked-for bucket when it suits the range, else the one that draws it best. */
export function chooseBucket(range: Range, asked: Bucket | null): Bucket {
  const fitting = bucketsFor(range);
  if (asked !== null && fitting.includes(asked)) return asked;
  const days = (range.toMs - range.fromMs) / DAY_MS;
  if (days <= 0.3) return 'quarter';
  if (days <= 2.1) return 'hour';
  return days <= 92 ? 'day' : 'week';
}
