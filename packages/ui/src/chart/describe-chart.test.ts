import { expect, test } from 'vitest';
import { describeChart } from './describe-chart.ts';
import { prepareSeries } from './prepare-series.ts';

const buckets = ['2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z'];
const describeWith = (series: { id: string; label: string; values: bigint[] }[]): string =>
  describeChart(
    prepareSeries({ buckets, rangeEnd: '2026-03-03T00:00:00Z', completeTo: '2026-03-03T00:00:00Z', top: 8, series }),
    (value) => `$${value}`,
    (start) => start.slice(5, 10),
  );

test('names the total, the range, the peak and the largest parts', () => {
  const text = describeWith([
    { id: 'a', label: 'web', values: [1n, 5n] },
    { id: 'b', label: 'batch', values: [2n, 0n] },
  ]);
  expect(text).toBe('$8 in total, 03-01 to 03-02. Highest 03-02 with $5. Largest: web $6, batch $2.');
});

test('does not list parts when there is only one', () => {
  expect(describeWith([{ id: 'all', label: 'All', values: [1n, 2n] }])).toBe('$3 in total, 03-01 to 03-02. Highest 03-02 with $2.');
});

test('says so when there is nothing', () => {
  expect(describeWith([])).toBe('No spend in this range.');
});
