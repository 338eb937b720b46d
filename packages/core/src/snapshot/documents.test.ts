import type { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { documentFromFallbackList } from '../routing/document.ts';
import { catalogueDocumentSchema, keyDocumentSchema, organizationDocumentSchema, projectDocumentSchema } from './documents.ts';

const price = {
  id: 'google/gemini-2.5-pro@2025-06-17',
  provider: 'google',
  model: 'gemini-2.5-pro',
  effectiveFrom: '2025-06-17',
  source: 'test',
  rates: { input: '1250000', output: '10000000', cachedInput: '125000' },
  tiers: [{ aboveInputTokens: 200_000, rates: { input: '2500000', output: '15000000' } }],
  contextTokens: 1_048_576,
};
const key = {
  id: 'key_1',
  version: 3,
  organizationId: 'org_1',
  projectId: 'prj_1',
  memberId: null,
  name: 'app',
  status: 'active',
  expiresAtMs: null,
  limits: { requestsPerMinute: 600, budget: { pico: '50000000000000', per: 'month' } },
};
const DOCUMENTS: [string, z.ZodType, unknown][] = [
  ['catalogue', catalogueDocumentSchema, { version: 0, prices: [price] }],
  [
    'organisation',
    organizationDocumentSchema,
    {
      id: 'org_1',
      version: 1,
      slug: 'acme',
      dataKeys: [{ version: 1, kekId: 'k', nonce: 'AA', ciphertext: 'BB' }],
      credentials: [
        {
          id: 'crd_1',
          name: 'openai-main',
          provider: 'openai',
          baseUrl: null,
          settings: { upstream_api: 'chat' },
          secret: { keyVersion: 1, nonce: 'AA', ciphertext: 'BB' },
          isDefault: true,
        },
      ],
      priceOverrides: [{ ...price, id: `org_1/${price.id}` }],
    },
  ],
  [
    'project',
    projectDocumentSchema,
    {
      id: 'prj_1',
      organizationId: 'org_1',
      version: 2,
      slug: 'web',
      content: { keep: 'full', days: 30 },
      budgetStatus: 402,
      routes: [{ name: 'smart', version: 1, document: documentFromFallbackList([{ credential: 'sim', model: 'echo' }]) }],
    },
  ],
  ['key', keyDocumentSchema, key],
];

describe('snapshot documents', () => {
  it.each(DOCUMENTS)('of kind %s survive publishing as JSON unchanged', (_, schema, document) => {
    expect(schema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  });

  it('refuse a budget that is not whole pico-dollars, a limit of nothing and an unknown status', () => {
    const budget = (pico: string) => ({ ...key, limits: { ...key.limits, budget: { pico, per: 'month' } } });
    for (const wrong of [
      budget('1.5'),
      budget('-1'),
      budget(''),
      { ...key, limits: { ...key.limits, requestsPerMinute: 0 } },
      { ...key, status: 'paused' },
    ]) {
      expect(keyDocumentSchema.safeParse(wrong).success).toBe(false);
    }
  });

  it('refuse a price that is not whole pico-dollars per token', () => {
    for (const input of ['0.15', '1e6', '-1', '']) {
      expect(catalogueDocumentSchema.safeParse({ version: 0, prices: [{ ...price, rates: { ...price.rates, input } }] }).success).toBe(
        false,
      );
    }
  });
});
