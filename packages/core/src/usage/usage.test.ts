import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyUsage, totalInputTokens, totalOutputTokens, type Usage, usageSchema } from './usage.ts';

const buckets = Object.keys(emptyUsage()) as (keyof Usage)[];
const usageArbitrary = fc.array(fc.nat(), { minLength: buckets.length, maxLength: buckets.length }).map((counts) => {
  const usage = emptyUsage();
  buckets.forEach((bucket, index) => (usage[bucket] = counts[index]!));
  return usage;
});

describe('usage', () => {
  it('counts every token bucket in exactly one of the two totals, images in neither', () => {
    fc.assert(
      fc.property(usageArbitrary, (usage) => {
        const all = buckets.reduce((sum, bucket) => sum + usage[bucket], 0);
        expect(totalInputTokens(usage) + totalOutputTokens(usage) + usage.images).toBe(all);
      }),
    );
  });

  it('survives JSON and refuses fractions, negatives and missing buckets', () => {
    fc.assert(fc.property(usageArbitrary, (usage) => void expect(usageSchema.parse(JSON.parse(JSON.stringify(usage)))).toEqual(usage)));
    expect(usageSchema.safeParse({ ...emptyUsage(), input: 0.5 }).success).toBe(false);
    expect(usageSchema.safeParse({ ...emptyUsage(), output: -1 }).success).toBe(false);
    const { images, ...partial } = emptyUsage();
    expect([images, usageSchema.safeParse(partial).success]).toEqual([0, false]);
  });
});
