import { expect, test } from 'vitest';
import { CATALOGUE } from './catalogue.ts';
import { adapterFor, listProviders, PROVIDER_IDS } from './registry.ts';

test('every id is listed once and has its own adapter', () => {
  expect(new Set(PROVIDER_IDS).size).toBe(PROVIDER_IDS.length);
  for (const id of PROVIDER_IDS) expect(adapterFor(id)?.id).toBe(id);
  expect(listProviders().map((provider) => provider.id)).toEqual(PROVIDER_IDS);
  expect(adapterFor('nobody')).toBeUndefined();
});

test('a base URL is absolute and ends without a slash, so that a path can follow it', () => {
  for (const id of PROVIDER_IDS) {
    const base = adapterFor(id)?.defaultBaseUrl({});
    if (base === null || base === undefined) continue;
    expect(new URL(base).protocol).toMatch(/^https?:$/);
    expect(base.endsWith('/')).toBe(false);
  }
});

test('a base URL that holds a setting is whole only with it', () => {
  const cloudflare = adapterFor('cloudflare');
  expect(cloudflare?.defaultBaseUrl({})).toBeNull();
  expect(cloudflare?.defaultBaseUrl({ account_id: 'a/b' })).toBe('https://api.cloudflare.com/client/v4/accounts/a%2Fb/ai/v1');
});

test('at least forty servers of the dialect are known by name', () => {
  expect(CATALOGUE.length).toBeGreaterThan(40);
});

test("only a custom server and a resource of one's own need a base URL from their owner", () => {
  expect(
    listProviders()
      .filter((provider) => provider.needsBaseUrl)
      .map((provider) => provider.id),
  ).toEqual(['azure', 'openai-compatible']);
});
