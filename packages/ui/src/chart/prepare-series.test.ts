import { describe, expect, test } from 'vitest';
import { OTHER_ID, prepareSeries, UNATTRIBUTED_ID, type SeriesInput } from './prepare-series.ts';
import { assignColors, REST_COLOR } from './series-color.ts';

const buckets = ['2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z'];
const rangeEnd = '2026-03-04T00:00:00Z';
const afterAll = '2026-03-04T00:00:00Z';

function entity(id: string, ...values: (bigint | undefined)[]): SeriesInput {
  return { id, label: id.toUpperCase(), values };
}

describe('prepareSeries', () => {
  test('keeps the largest entities in order and folds the rest into "other"', () => {
    const chart = prepareSeries({
      buckets,
      rangeEnd,
      completeTo: afterAll,
      top: 2,
      series: [entity('a', 1n), entity('b', 5n), entity('c', 3n), entity('d', 2n, 1n)],
    });
    expect(chart.series.map((series) => [series.id, series.total])).toEqual([
      ['b', 5n],
      ['c', 3n],
      [OTHER_ID, 4n],
    ]);
    expect(chart.foldedCount).toBe(2);
  });

  test('adds an "other" that was already folded to its own', () => {
    const chart = prepareSeries({
      buckets,
      rangeEnd,
      completeTo: afterAll,
      top: 1,
      series: [entity(OTHER_ID, 0n, 7n), entity('a', 9n), entity('b', 1n, 1n)],
    });
    expect(chart.series.at(-1)?.values).toEqual([1n, 8n, 0n]);
  });

  test('loses nothing: the parts add up to the whole in every bucket', () => {
    const series = Array.from({ length: 40 }, (_, index) =>
      entity(`key_${index}`, BigInt(index * 7), BigInt((index * 13) % 11), BigInt(index)),
    );
    const chart = prepareSeries({ buckets, rangeEnd, completeTo: afterAll, top: 8, series });
    const expected = buckets.map((_, bucket) => series.reduce((sum, one) => sum + (one.values[bucket] ?? 0n), 0n));
    expect(chart.sums).toEqual(expected);
    expect(chart.total).toBe(expected.reduce((sum, value) => sum + value, 0n));
    expect(chart.series).toHaveLength(9);
  });

  test('fills a gap with zero only in a bucket that is known', () => {
    const chart = prepareSeries({
      buckets,
      rangeEnd,
      completeTo: '2026-03-02T12:00:00Z',
      top: 8,
      series: [entity('a', 4n, undefined, undefined)],
    });
    expect(chart.series[0]?.values).toEqual([4n, 0n, null]);
    expect(chart.sums).toEqual([4n, 0n, null]);
  });

  test('treats a zero ahead of the known time as unknown and keeps a value there', () => {
    const chart = prepareSeries({ buckets, rangeEnd, completeTo: '2026-03-02T00:00:00Z', top: 8, series: [entity('a', 1n, 0n, 2n)] });
    expect(chart.series[0]?.values).toEqual([1n, null, 2n]);
    expect(chart.total).toBe(3n);
  });

  test('names the bucket that is still filling, also the last one', () => {
    const at = (completeTo: string) => prepareSeries({ buckets, rangeEnd, completeTo, top: 8, series: [] }).provisionalIndex;
    expect(at('2026-03-02T12:00:00Z')).toBe(1);
    expect(at('2026-03-03T12:00:00Z')).toBe(2);
    expect(at('2026-03-02T00:00:00Z')).toBeNull();
    expect(at('2026-04-01T00:00:00Z')).toBeNull();
    expect(at('2026-02-01T00:00:00Z')).toBeNull();
  });

  test('breaks ties by label and then by id, whatever the order of arrival', () => {
    const tied = [entity('c', 1n), entity('a', 1n), entity('b', 1n), { id: 'z', label: 'A', values: [1n] }];
    const forwards = prepareSeries({ buckets, rangeEnd, completeTo: afterAll, top: 3, series: tied });
    const backwards = prepareSeries({ buckets, rangeEnd, completeTo: afterAll, top: 3, series: tied.toReversed() });
    expect(forwards).toEqual(backwards);
    expect(forwards.series.map((series) => series.id)).toEqual(['a', 'z', 'b', OTHER_ID]);
  });

  test('never folds the unattributed part and draws it grey', () => {
    const chart = prepareSeries({
      buckets,
      rangeEnd,
      completeTo: afterAll,
      top: 1,
      series: [entity('a', 9n), entity('b', 8n), entity(UNATTRIBUTED_ID, 1n)],
    });
    expect(chart.series.map((series) => series.id)).toEqual(['a', UNATTRIBUTED_ID, OTHER_ID]);
    expect(chart.series.map((series) => series.color === REST_COLOR)).toEqual([false, true, true]);
  });

  test('draws nothing for no series', () => {
    expect(prepareSeries({ buckets, rangeEnd, completeTo: afterAll, top: 8, series: [] })).toMatchObject({
      series: [],
      sums: [0n, 0n, 0n],
      total: 0n,
    });
  });
});

describe('assignColors', () => {
  const ids = Array.from({ length: 20 }, (_, index) => `prj_${index}`);
  const hueOf = (color: string | undefined): string | undefined => /--chart-\d+/.exec(color ?? '')?.[0];

  test('an entity keeps its hue whatever else is in view', () => {
    const all = assignColors(ids);
    for (const id of ids) expect(hueOf(assignColors([id]).get(id))).toBe(hueOf(all.get(id)));
  });

  test('entities of one hue differ in shade', () => {
    const few = ids.slice(0, 8);
    const colors = assignColors(few);
    expect(new Set([...colors.values()].map(hueOf)).size).toBeLessThan(few.length);
    expect(new Set(colors.values()).size).toBe(few.length);
  });

  test('does not depend on the order', () => {
    expect(new Map([...assignColors(ids.toReversed())].sort())).toEqual(new Map([...assignColors(ids)].sort()));
  });

  test('repeats colours rather than failing beyond the palette', () => {
    const many = Array.from({ length: 100 }, (_, index) => `model-${index}`);
    expect(assignColors(many).size).toBe(100);
  });
});
