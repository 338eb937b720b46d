import { expect, test } from 'vitest';
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

test('only a custom server needs a base URL from its owner', () => {
  expect(
    listProviders()
      .filter((provider) => provider.needsBaseUrl)
      .map((provider) => provider.id),
  ).toEqual(['openai-compatible']);
});
