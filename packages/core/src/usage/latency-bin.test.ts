import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LATENCY_BOUNDS_MS, latencyQuantile } from './latency-bin.ts';

const binOf = (durationMs: number): number => LATENCY_BOUNDS_MS.filter((bound) => bound <= durationMs).length;

function histogram(durations: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const duration of durations) counts.set(binOf(duration), (counts.get(binOf(duration)) ?? 0) + 1);
  return counts;
}

test('bounds ascend from a millisecond to over an hour, none more than a fifth or a millisecond above the one before', () => {
  expect(LATENCY_BOUNDS_MS[0]).toBe(1);
  expect(LATENCY_BOUNDS_MS.at(-1)).toBe(2 ** 22);
  for (const [index, bound] of LATENCY_BOUNDS_MS.entries()) {
    const before = LATENCY_BOUNDS_MS[index - 1] ?? 0;
    expect(bound).toBeGreaterThan(before);
    expect(bound - before).toBeLessThanOrEqual(Math.max(1, before * 0.26));
  }
});

test('a quantile lies in the bin of the true one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 4_000_000 }), { minLength: 1 }),
      fc.constantFrom(0.5, 0.95, 0.99),
      (durations, share) => {
        const sorted = durations.toSorted((one, other) => one - other);
        const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
        const found = latencyQuantile(histogram(durations), share) ?? -1;
        const bin = binOf(exact);
        expect(found).toBeGreaterThanOrEqual(bin === 0 ? 0 : LATENCY_BOUNDS_MS[bin - 1]!);
        expect(found).toBeLessThanOrEqual(LATENCY_BOUNDS_MS[bin] ?? Infinity);
      },
    ),
  );
});

test('of nothing there is no quantile', () => {
  expect(latencyQuantile(new Map(), 0.95)).toBeNull();
  expect(latencyQuantile(new Map([[3, 0]]), 0.95)).toBeNull();
});

test('what took longer than the last bound is said to have taken it', () => {
  expect(latencyQuantile(new Map([[LATENCY_BOUNDS_MS.length, 4]]), 0.95)).toBe(2 ** 22);
});
