import { emptyUsage } from '@tollgate/core/usage/usage';
import { expect, test } from 'vitest';
import { sumUsage } from './sum-usage.ts';

test('adds attempts up by bucket and leaves empty buckets out', () => {
  expect(
    sumUsage([
      { ...emptyUsage(), input: 3, output: 1 },
      { ...emptyUsage(), input: 4 },
    ]),
  ).toEqual([
    { bucket: 'input', quantity: 7 },
    { bucket: 'output', quantity: 1 },
  ]);
  expect(sumUsage([emptyUsage()])).toEqual([]);
});

test('forgets no bucket', () => {
  const all = Object.fromEntries(Object.keys(emptyUsage()).map((bucket) => [bucket, 1])) as ReturnType<typeof emptyUsage>;
  expect(
    sumUsage([all])
      .map(({ bucket }) => bucket)
      .toSorted(),
  ).toEqual(Object.keys(emptyUsage()).toSorted());
});
