import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPriceIndex } from './find-price.ts';
import type { PriceRow } from './price-row.ts';

const AT = Date.parse('2026-06-15T12:00:00Z');

function priceRow(provider: string, model: string, effectiveFrom = '2026-01-01', input = '1000000', owner = ''): PriceRow {
  return {
    id: `${owner}${provider}/${model}@${effectiveFrom}`,
    provider,
    model,
    effectiveFrom,
    source: 'test',
    rates: { input, output: '2000000' },
  };
}

describe('createPriceIndex', () => {
  it('finds a model by provider and exact name only', () => {
    const row = priceRow('openai', 'gpt-4o');
    const index = createPriceIndex([row], []);
    expect(index.find('openai', 'gpt-4o', AT)).toBe(row);
    for (const [provider, model] of [
      ['azure', 'gpt-4o'],
      ['openai', 'gpt-4o-mini'],
      ['openai', 'gpt-4o-latest'],
      ['openai', 'gpt-4'],
      ['openai', 'GPT-4o'],
      ['openai', 'us.gpt-4o'],
      ['openai', 'gpt-4o@20240806'],
    ]) {
      expect(index.find(provider!, model!, AT)).toBeNull();
    }
  });

  it('takes the latest row that is not after the call, to the millisecond', () => {
    const old = priceRow('openai', 'm', '2026-01-01', '5');
    const current = priceRow('openai', 'm', '2026-06-15', '4');
    const index = createPriceIndex([current, old], []);
    const change = Date.parse('2026-06-15T00:00:00Z');
    expect(index.find('openai', 'm', change)).toBe(current);
    expect(index.find('openai', 'm', change - 1)).toBe(old);
    expect(index.find('openai', 'm', Date.parse('2025-12-31T23:59:59.999Z'))).toBeNull();
  });

  it('agrees with a scan of all rows for any dates, whatever their order', () => {
    const rows = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 12 });
    fc.assert(
      fc.property(rows, fc.integer({ min: -10, max: 410 }), (days, atDay) => {
        const dateOf = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
        const catalogue = days.map((day) => priceRow('p', 'm', dateOf(day)));
        const expected = days.filter((day) => day <= atDay).sort((a, b) => b - a)[0];
        expect(createPriceIndex(catalogue, []).find('p', 'm', Date.UTC(2026, 0, 1 + atDay, 3))?.effectiveFrom ?? null).toBe(
          expected === undefined ? null : dateOf(expected),
        );
      }),
    );
  });

  it('prefers an override that holds to any row of the catalogue, even a later one', () => {
    const override = priceRow('openai', 'm', '2026-02-01', '1', 'org_1/');
    const index = createPriceIndex([priceRow('openai', 'm'), priceRow('openai', 'm', '2026-05-01')], [override]);
    expect(index.find('openai', 'm', AT)).toBe(override);
  });

  it('uses the catalogue until an override begins', () => {
    const listed = priceRow('openai', 'm');
    expect(createPriceIndex([listed], [priceRow('openai', 'm', '2026-07-01', '1', 'org_1/')]).find('openai', 'm', AT)).toBe(listed);
  });

  it('keeps the overrides of one organisation from another that shares the catalogue', () => {
    const catalogue = [priceRow('openai', 'm')];
    createPriceIndex(catalogue, [priceRow('openai', 'm', '2026-02-01', '1', 'org_1/')]);
    expect(createPriceIndex(catalogue, []).find('openai', 'm', AT)).toBe(catalogue[0]);
  });

  it('prices every simulated model by the row for all of them', () => {
    const row = priceRow('sim', '*');
    const index = createPriceIndex([row, priceRow('openai', '*')], []);
    expect(index.find('sim', 'paced:tokens=5', AT)).toBe(row);
    expect(index.find('openai', 'anything', AT)).toBeNull();
  });

  it('prices a Bedrock call by the model without its region or first revision', () => {
    const full = priceRow('bedrock', 'anthropic.claude-sonnet-4-20250514-v1:0');
    const bare = priceRow('bedrock', 'openai.gpt-oss-120b');
    const index = createPriceIndex([full, bare], []);
    for (const region of ['', 'us.', 'us-gov.', 'eu.', 'apac.', 'jp.', 'au.', 'ca.', 'global.']) {
      expect(index.find('bedrock', `${region}anthropic.claude-sonnet-4-20250514-v1:0`, AT)).toBe(full);
      expect(index.find('bedrock', `${region}anthropic.claude-sonnet-4-20250514`, AT)).toBe(full);
      expect(index.find('bedrock', `${region}openai.gpt-oss-120b-v1:0`, AT)).toBe(bare);
    }
    expect(index.find('bedrock', 'anthropic.claude-sonnet-4-20250514-v2:0', AT)).toBeNull();
    expect(index.find('bedrock', 'mars.anthropic.claude-sonnet-4-20250514-v1:0', AT)).toBeNull();
  });

  it('prefers the price of the region called over the model without it', () => {
    const regional = priceRow('bedrock', 'eu.amazon.nova-pro-v1:0', '2026-01-01', '9');
    const index = createPriceIndex([priceRow('bedrock', 'amazon.nova-pro-v1:0'), regional], []);
    expect(index.find('bedrock', 'eu.amazon.nova-pro-v1:0', AT)).toBe(regional);
  });

  it('lets an override of the plain name win for a call that names a region', () => {
    const override = priceRow('bedrock', 'amazon.nova-pro-v1:0', '2026-01-01', '1', 'org_1/');
    expect(
      createPriceIndex([priceRow('bedrock', 'us.amazon.nova-pro-v1:0')], [override]).find('bedrock', 'us.amazon.nova-pro-v1:0', AT),
    ).toBe(override);
  });

  it('prices a Vertex call by the model without its dated version', () => {
    const row = priceRow('vertex', 'claude-sonnet-4');
    const index = createPriceIndex([row], []);
    expect(index.find('vertex', 'claude-sonnet-4@20250514', AT)).toBe(row);
    expect(index.find('vertex', 'claude-sonnet-4@default', AT)).toBe(row);
    expect(index.find('vertex', 'claude-sonnet-4@experimental', AT)).toBeNull();
  });

  it('finds names that objects inherit only when they are listed', () => {
    const index = createPriceIndex([priceRow('openai', 'm')], []);
    expect(index.find('__proto__', 'constructor', AT)).toBeNull();
    expect(index.find('openai', 'constructor', AT)).toBeNull();
  });

  it('orders the providers of a bare name from the cheapest, overrides counted', () => {
    const catalogue = [
      priceRow('groq', 'llama', '2026-01-01', '3'),
      priceRow('together', 'llama', '2026-01-01', '2'),
      priceRow('azure', 'llama', '2026-01-01', '2'),
      priceRow('openai', 'gpt', '2026-01-01', '1'),
    ];
    expect(createPriceIndex(catalogue, []).providersOf('llama', AT)).toEqual(['azure', 'together', 'groq']);
    expect(createPriceIndex(catalogue, [priceRow('groq', 'llama', '2026-01-02', '1', 'org_1/')]).providersOf('llama', AT)).toEqual([
      'groq',
      'azure',
      'together',
    ]);
    expect(createPriceIndex(catalogue, []).providersOf('lla', AT)).toEqual([]);
  });

  it('leaves out of a bare name the providers whose price has not begun, and the simulated one', () => {
    const index = createPriceIndex([priceRow('groq', 'llama', '2026-09-01'), priceRow('together', 'llama'), priceRow('sim', '*')], []);
    expect(index.providersOf('llama', AT)).toEqual(['together']);
    expect(index.providersOf('llama')).toEqual(['groq', 'together']);
    expect(index.providersOf('*', AT)).toEqual([]);
  });
});
