import { documentFromFallbackList, type Target } from '@tollgate/core/routing/document';
import { priceRowSchema, type PriceRow } from '@tollgate/core/pricing/price-row';
import type { ContentPolicy, KeyLimits } from '@tollgate/core/snapshot/documents';
import type { Redis } from '@tollgate/redis/client';
import { counterEpochKey, EPOCH_KEY } from '@tollgate/redis/keys';
import { publishDocuments } from '@tollgate/redis/publish-snapshot';
import { generateApiKey, hashApiKey } from '@tollgate/secrets/api-key';
import { createDataKey, credentialContext, openDataKey, seal } from '@tollgate/secrets/envelope';
import { readKeyEncryptionKeys } from '@tollgate/secrets/key-encryption-key';
import { newId } from '@tollgate/secrets/new-id';

export type TestTenant = { organizationId: string; projectId: string; keyId: string; key: string };

/** One dollar per million tokens in, two out: what the wire contract says of the simulated provider. */
const SIMULATED_PRICE: PriceRow = priceRowSchema.parse({
  id: 'sim/*@2025-01-01',
  provider: 'sim',
  model: '*',
  effectiveFrom: '2025-01-01',
  source: 'tollgate',
  rates: { input: '1000000', output: '2000000' },
});

/** Publishes one organisation with one project and one key straight to Redis, as the control plane would. */
export async function publishTestTenant(
  redis: Redis,
  options: {
    keyEncryptionKey: string;
    limits?: Partial<KeyLimits>;
    content?: ContentPolicy;
    budgetStatus?: 402 | 429;
    routes?: Record<string, Target[]>;
    credentials?: { name: string; provider: string; baseUrl: string | null; settings?: Record<string, string>; secret: string }[];
    prices?: PriceRow[];
    key?: string;
    expiresAtMs?: number;
  },
): Promise<TestTenant> {
  const keys = readKeyEncryptionKeys(options.keyEncryptionKey);
  const organizationId = newId('org');
  const projectId = newId('prj');
  const keyId = newId('key');
  const key = options.key ?? generateApiKey('test');
  const sealedDataKey = createDataKey(keys, organizationId, 1);
  const dataKey = openDataKey(keys, sealedDataKey, organizationId, 1);
  const credentials = (options.credentials ?? []).map(({ name, provider, baseUrl, settings = {}, secret }) => {
    const id = newId('crd');
    return {
      id,
      name,
      provider,
      baseUrl,
      settings,
      isDefault: true,
      secret: { keyVersion: 1, ...seal(dataKey, Buffer.from(secret), credentialContext(organizationId, id, provider)) },
    };
  });
  await publishDocuments(redis, [
    { kind: 'catalogue', id: '', document: { prices: [SIMULATED_PRICE, ...(options.prices ?? [])] } },
    {
      kind: 'organization',
      id: organizationId,
      document: { id: organizationId, slug: 'test', dataKeys: [{ version: 1, ...sealedDataKey }], credentials, priceOverrides: [] },
    },
    {
      kind: 'project',
      id: projectId,
      document: {
        id: projectId,
        organizationId,
        slug: 'default',
        content: options.content ?? { keep: 'metadata', days: 30 },
        budgetStatus: options.budgetStatus ?? 429,
        routes: Object.entries(options.routes ?? {}).map(([name, targets]) => ({
          name,
          version: 1,
          document: documentFromFallbackList(targets),
        })),
      },
    },
    {
      kind: 'key',
      id: hashApiKey(key),
      document: {
        id: keyId,
        organizationId,
        projectId,
        memberId: null,
        name: 'test',
        status: 'active',
        expiresAtMs: options.expiresAtMs ?? null,
        limits: { requestsPerMinute: null, budget: null, ...options.limits },
      },
    },
  ]);
  await redis.set(counterEpochKey(organizationId), '1');
  await redis.set(EPOCH_KEY, 'test', 'NX');
  return { organizationId, projectId, keyId, key };
}
