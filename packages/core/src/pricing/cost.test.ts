import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyUsage, totalInputTokens, totalOutputTokens, type Usage } from '../usage/usage.ts';
import { costLines, costOf, ratesFor, worstCaseCost } from './cost.ts';
import type { PriceRow, Rates } from './price-row.ts';

const rate = fc.nat({ max: 200_000_000 }).map(String);
const ratesArbitrary: fc.Arbitrary<Rates> = fc.record(
  {
    input: rate,
    output: rate,
    cachedInput: rate,
    cacheWrite5m: rate,
    cacheWrite1h: rate,
    reasoning: rate,
    audioInput: rate,
    audioOutput: rate,
    image: rate,
    request: rate,
  },
  { requiredKeys: ['input', 'output'] },
);
const rowArbitrary: fc.Arbitrary<PriceRow> = fc
  .tuple(
    ratesArbitrary,
    fc.uniqueArray(fc.integer({ min: 1, max: 500_000 }), { maxLength: 3 }),
    fc.array(ratesArbitrary, { minLength: 3, maxLength: 3 }),
  )
  .map(([rates, thresholds, tierRates]) => ({
    id: 'p/m@2026-01-01',
    provider: 'p',
    model: 'm',
    effectiveFrom: '2026-01-01',
    source: 'test',
    rates,
    tiers: thresholds.sort((a, b) => a - b).map((aboveInputTokens, index) => ({ aboveInputTokens, rates: tierRates[index] ?? rates })),
  }));
const count = fc.nat({ max: 300_000 });
const tokensArbitrary: fc.Arbitrary<Usage> = fc.record({
  input: count,
  cachedInput: count,
  cacheWrite5m: count,
  cacheWrite1h: count,
  output: count,
  reasoning: count,
  audioInput: count,
  audioOutput: count,
  images: fc.constant(0),
});
const usageArbitrary: fc.Arbitrary<Usage> = fc.tuple(tokensArbitrary, fc.nat({ max: 50 })).map(([usage, images]) => ({ ...usage, images }));

const SONNET: PriceRow = {
  id: 'anthropic/claude-sonnet-4-5@2025-09-29',
  provider: 'anthropic',
  model: 'claude-sonnet-4-5',
  effectiveFrom: '2025-09-29',
  source: 'test',
  rates: { input: '3000000', output: '15000000', cachedInput: '300000', cacheWrite5m: '3750000', cacheWrite1h: '6000000' },
  tiers: [
    {
      aboveInputTokens: 200_000,
      rates: { input: '6000000', output: '22500000', cachedInput: '600000', cacheWrite5m: '7500000', cacheWrite1h: '12000000' },
    },
  ],
};

describe('costOf', () => {
  it('prices each bucket once at its own rate', () => {
    const usage = { ...emptyUsage(), input: 1000, cachedInput: 10_000, cacheWrite5m: 200, cacheWrite1h: 30, output: 400, reasoning: 50 };
    expect(costOf(usage, SONNET)).toBe(3_000_000_000n + 3_000_000_000n + 750_000_000n + 180_000_000n + 6_000_000_000n + 750_000_000n);
  });

  it('lets a missing rate fall back: caches and audio in to input, reasoning and audio out to output, images and requests to nothing', () => {
    const row: PriceRow = { ...SONNET, rates: { input: '2', output: '3' }, tiers: [] };
    const all: Usage = {
      input: 1,
      cachedInput: 1,
      cacheWrite5m: 1,
      cacheWrite1h: 1,
      audioInput: 1,
      output: 1,
      reasoning: 1,
      audioOutput: 1,
      images: 1,
    };
    expect(costOf(all, row)).toBe(5n * 2n + 3n * 3n);
  });

  it('changes tier one token above the threshold, cached input counted, for the whole call', () => {
    const at = { ...emptyUsage(), input: 100_000, cachedInput: 100_000 };
    expect(costOf(at, SONNET)).toBe(100_000n * 3_000_000n + 100_000n * 300_000n);
    expect(costOf({ ...at, cachedInput: 100_001 }, SONNET)).toBe(100_000n * 6_000_000n + 100_001n * 600_000n);
  });

  it('adds a request fee once, whatever was used', () => {
    expect(costOf(emptyUsage(), { ...SONNET, rates: { input: '1', output: '1', request: '5000000000' } })).toBe(5_000_000_000n);
  });

  it('is the sum of its lines, each quantity times rate', () => {
    fc.assert(
      fc.property(usageArbitrary, rowArbitrary, (usage, row) => {
        const lines = costLines(usage, row);
        for (const line of lines) expect(line.cost).toBe(BigInt(line.quantity) * line.rate);
        expect(lines.reduce((sum, line) => sum + line.cost, 0n)).toBe(costOf(usage, row));
        expect(new Set(lines.map((line) => line.bucket)).size).toBe(lines.length);
      }),
    );
  });

  it('never falls when the same call uses more, within a tier', () => {
    fc.assert(
      fc.property(
        usageArbitrary,
        rowArbitrary,
        fc.constantFrom(...(Object.keys(emptyUsage()) as (keyof Usage)[])),
        (usage, row, bucket) => {
          const flat = { ...row, tiers: [] };
          expect(costOf({ ...usage, [bucket]: usage[bucket] + 1 }, flat)).toBeGreaterThanOrEqual(costOf(usage, flat));
        },
      ),
    );
  });
});

describe('ratesFor', () => {
  it('takes the highest tier whose threshold is exceeded', () => {
    const tier = (aboveInputTokens: number, input: string) => ({ aboveInputTokens, rates: { input, output: '0' } });
    const row: PriceRow = { ...SONNET, rates: { input: '1', output: '0' }, tiers: [tier(10, '2'), tier(20, '3')] };
    expect([0, 10, 11, 20, 21, 1e9].map((tokens) => ratesFor(row, tokens).input)).toEqual(['1', '1', '2', '2', '3', '3']);
  });
});

describe('worstCaseCost', () => {
  it('covers any split of the tokens over the buckets, in any tier', () => {
    fc.assert(
      fc.property(tokensArbitrary, rowArbitrary, fc.nat({ max: 1000 }), fc.nat({ max: 1000 }), (usage, row, moreInput, moreOutput) => {
        expect(worstCaseCost(row, totalInputTokens(usage) + moreInput, totalOutputTokens(usage) + moreOutput)).toBeGreaterThanOrEqual(
          costOf(usage, row),
        );
      }),
      { numRuns: 500 },
    );
  });
});
