import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { costOf } from './cost.ts';
import { createPriceIndex } from './find-price.ts';
import { type PriceRow, priceRowSchema } from './price-row.ts';
import { emptyUsage } from '../usage/usage.ts';

const folder = join(import.meta.dirname, '../../../../prisma/seed/catalogue');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const rowsOf = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as PriceRow[];
const catalogue = files.flatMap(rowsOf);
const index = createPriceIndex(catalogue, []);
const at = (date: string) => Date.parse(`${date}T12:00:00Z`);

describe.each(files)('the catalogue file %s', (file) => {
  const rows = rowsOf(file);

  it('holds valid rows of its own provider, named as the ledger names them', () => {
    for (const row of rows) {
      expect(priceRowSchema.parse(row)).toEqual(row);
      expect(row.provider).toBe(basename(file, '.json'));
      expect(row.id).toBe(`${row.provider}/${row.model}@${row.effectiveFrom}`);
    }
  });

  it('is sorted, one row a line, so that a change of price is one line of a diff', () => {
    const lines = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n').slice(1, -1);
    expect(lines.map((line) => JSON.parse(line.replace(/,$/, '')))).toEqual(rows);
    const order = rows.map((row) => `${row.model}\u0000${row.effectiveFrom}`);
    expect(order).toEqual([...order].sort());
    expect(new Set(order).size).toBe(order.length);
  });

  it('never dates a price into the future', () => {
    for (const row of rows) expect(Date.parse(row.effectiveFrom)).toBeLessThanOrEqual(Date.now());
  });

  it('holds plausible figures: at most 1,000 dollars a million tokens and 1 dollar a request, cached input and larger tiers in their order', () => {
    for (const { rates, tiers = [], contextTokens, maxOutputTokens } of rows) {
      for (const tier of [rates, ...tiers.map((entry) => entry.rates)]) {
        const { request, ...perToken } = tier;
        expect(BigInt(request ?? '0')).toBeLessThanOrEqual(1_000_000_000_000n);
        for (const rate of Object.values(perToken)) expect(BigInt(rate)).toBeLessThanOrEqual(1_000_000_000n);
        expect(BigInt(tier.cachedInput ?? tier.input)).toBeLessThanOrEqual(BigInt(tier.input));
        expect(BigInt(tier.cacheWrite5m ?? tier.input)).toBeLessThanOrEqual(BigInt(tier.cacheWrite1h ?? tier.cacheWrite5m ?? tier.input));
      }
      expect(tiers.map((tier) => tier.aboveInputTokens)).toEqual(tiers.map((tier) => tier.aboveInputTokens).sort((a, b) => a - b));
      for (const tier of tiers) expect(BigInt(tier.rates.input)).toBeGreaterThan(BigInt(rates.input));
      expect(maxOutputTokens ?? 0).toBeLessThanOrEqual(contextTokens ?? Infinity);
    }
  });
});

describe('the catalogue', () => {
  it('covers the providers that a team meets first', () => {
    const providers = new Set(catalogue.map((row) => row.provider));
    expect(
      ['openai', 'anthropic', 'gemini', 'vertex', 'mistral', 'cohere', 'groq', 'deepseek', 'xai', 'bedrock', 'azure', 'sim'].filter(
        (provider) => !providers.has(provider),
      ),
    ).toEqual([]);
  });

  it('prices a simulated call at 1 and 2 dollars a million tokens', () => {
    const row = index.find('sim', 'paced:tokens=5', at('2026-11-20'));
    expect(row && costOf({ ...emptyUsage(), input: 1_000_000, output: 1_000_000 }, row)).toBe(3_000_000_000_000n);
  });

  it.each([
    ['openai', 'gpt-4o', '2024-06-01', '5000000', '15000000'],
    ['openai', 'gpt-4o', '2026-11-20', '2500000', '10000000'],
    ['openai', 'gpt-4o-mini', '2026-11-20', '150000', '600000'],
    ['anthropic', 'claude-sonnet-4-5', '2026-11-20', '3000000', '15000000'],
    ['anthropic', 'claude-opus-4-5-20251101', '2026-11-20', '5000000', '25000000'],
    ['gemini', 'gemini-2.5-pro', '2026-11-20', '1250000', '10000000'],
    ['vertex', 'claude-sonnet-4-5@20250929', '2026-11-20', '3000000', '15000000'],
    ['bedrock', 'global.anthropic.claude-sonnet-4-5-20250929-v1:0', '2026-11-20', '3000000', '15000000'],
    ['bedrock', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0', '2026-11-20', '3300000', '16500000'],
    ['bedrock', 'us.anthropic.claude-3-5-sonnet-20241022-v2:0', '2026-11-20', '3000000', '15000000'],
    ['bedrock', 'eu.amazon.nova-lite-v1:0', '2026-11-20', '60000', '240000'],
    ['azure', 'gpt-4.1', '2026-11-20', '2000000', '8000000'],
    ['groq', 'llama-3.3-70b-versatile', '2026-11-20', '590000', '790000'],
  ])('prices %s/%s on %s at %s and %s pico-dollars a token', (provider, model, date, input, output) => {
    expect(index.find(provider, model, at(date))?.rates).toMatchObject({ input, output });
  });

  it('resolves a bare name to its maker or the cheapest that serves it', () => {
    expect(index.providersOf('claude-haiku-4-5', at('2026-11-20'))).toContain('anthropic');
    expect(index.providersOf('gpt-4o', at('2026-11-20'))).toEqual(['azure', 'openai']);
    expect(index.providersOf('openai/gpt-oss-120b', at('2026-11-20'))).toEqual(['groq', 'together']);
  });
});
