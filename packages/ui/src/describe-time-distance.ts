const STEPS: readonly [limitMs: number, unitMs: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [60_000, 1000, 'second'],
  [3_600_000, 60_000, 'minute'],
  [86_400_000, 3_600_000, 'hour'],
  [30 * 86_400_000, 86_400_000, 'day'],
  [365 * 86_400_000, 30 * 86_400_000, 'month'],
];

/** How far a moment is from now, in words: `5 minutes ago`, `in 3 days`. */
export function describeTimeDistance(timeMs: number, nowMs: number): string {
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const distance = timeMs - nowMs;
  const size = Math.abs(distance);
  if (size < 5000) return 'just now';
  for (const [limit, unitMs, unit] of STEPS) {
    if (size < limit) return format.format(Math.trunc(distance / unitMs), unit);
  }
  return format.format(Math.trunc(distance / (365 * 86_400_000)), 'year');
}
