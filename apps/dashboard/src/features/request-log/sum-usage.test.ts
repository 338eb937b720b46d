import { emptyUsage } from '@tollgate/core/usage/usage';
import { expect, test } from 'vitest';
import { sumUsage } from './sum-usage.ts';

test('adds attempts up by bucket and leaves empty buckets out', () => {
  expect(sumUsage([{ ...emptyUsage(), input: 3, output: 1 }, { ...emptyUsage(), input: 4 }])).toEqual([
    { bucket: 'input', quantity: 7 },
    { bucket: 'output', quantity: 1 },
  ]);
  expect(sumUsage([emptyUsage()])).toEqual([]);
});
