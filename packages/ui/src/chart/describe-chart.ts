import type { PreparedChart } from './prepare-series.ts';

/**
 * One paragraph that says to a screen reader what the picture shows: the total, the range, the peak and the three largest parts.
 *
 * @param formatValue exact or rounded text of an amount.
 * @param formatBucket text of a bucket's start.
 */
export function describeChart(
  chart: PreparedChart,
  formatValue: (value: bigint) => string,
  formatBucket: (start: string) => string,
): string {
  const first = chart.buckets[0];
  const last = chart.buckets.at(-1);
  if (first === undefined || last === undefined || chart.total === 0n) return 'No spend in this range.';
  const span = first === last ? formatBucket(first) : `${formatBucket(first)} to ${formatBucket(last)}`;
  const sentences = [`${formatValue(chart.total)} in total, ${span}.`];
  const peak = peakOf(chart.sums);
  const peakStart = chart.buckets[peak.index];
  if (peakStart !== undefined && chart.buckets.length > 1)
    sentences.push(`Highest ${formatBucket(peakStart)} with ${formatValue(peak.value)}.`);
  const parts = chart.series.filter((series) => series.total > 0n).slice(0, 3);
  if (chart.series.length > 1 && parts.length > 0) {
    sentences.push(`Largest: ${parts.map((part) => `${part.label} ${formatValue(part.total)}`).join(', ')}.`);
  }
  return sentences.join(' ');
}

function peakOf(sums: readonly (bigint | null)[]): { index: number; value: bigint } {
  let peak = { index: 0, value: 0n };
  for (const [index, value] of sums.entries()) if (value !== null && value > peak.value) peak = { index, value };
  return peak;
}
