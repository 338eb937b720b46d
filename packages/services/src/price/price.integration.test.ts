import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogueDocumentSchema } from '@tollgate/core/snapshot/documents';
import { documentKey } from '@tollgate/redis/keys';
import { createDatabase } from '@tollgate/testing/postgres';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { testDatabaseUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPublishedOrganization } from '../testing/read-published.ts';
import { startTestServices, type TestServices } from '../testing/start-test-services.ts';
import { listPrices } from './list-prices.ts';
import { listUnpriced } from './list-unpriced.ts';
import { savePriceOverride } from './save-price-override.ts';
import { seedCatalogue } from './seed-catalogue.ts';

const SHIPPED = fileURLToPath(new URL('../../../../prisma/seed/catalogue', import.meta.url));
let redis: TestRedis;
let run: TestServices;
beforeAll(async () => {
  // The catalogue has one key for everybody, so it needs a Redis of its own.
  redis = await startRedis();
  run = await startTestServices(await createDatabase(testDatabaseUrl()), redis.url);
});
afterAll(async () => {
  await run.close();
  await redis.stop();
});

const published = async () =>
  catalogueDocumentSchema.parse(JSON.parse((await run.services.redis.get(documentKey('catalogue', ''))) ?? 'null'));

test('the shipped catalogue is inserted once and published', async () => {
  const first = await seedCatalogue(run.services, SHIPPED);
  expect(first.inserted).toBeGreaterThan(100);
  const { prices, version } = await published();
  expect(prices).toHaveLength(first.inserted);
  expect(prices).toContainEqual(
    expect.objectContaining({ provider: 'sim', model: '*', rates: expect.objectContaining({ input: '1000000', output: '2000000' }) }),
  );
  expect(await seedCatalogue(run.services, SHIPPED)).toEqual({ inserted: 0, conflicting: [] });
  expect((await published()).version).toBe(version);
  await redis.flush();
  await seedCatalogue(run.services, SHIPPED);
  expect((await published()).prices).toHaveLength(first.inserted);
});

test('a stored price never changes: a file that says otherwise is reported and a later date is added', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-prices-'));
  const row = (effectiveFrom: string, input: string) => ({
    id: `zz/model@${effectiveFrom}`,
    provider: 'zz',
    model: 'model',
    effectiveFrom,
    source: 'test',
    rates: { input, output: '2' },
  });
  try {
    writeFileSync(join(folder, 'zz.json'), JSON.stringify([row('2026-01-01', '1')]));
    expect(await seedCatalogue(run.services, folder)).toEqual({ inserted: 1, conflicting: [] });
    writeFileSync(join(folder, 'zz.json'), JSON.stringify([row('2026-01-01', '9'), row('2026-02-01', '9')]));
    expect(await seedCatalogue(run.services, folder)).toEqual({ inserted: 1, conflicting: ['zz/model@2026-01-01'] });
    const rates = (await published()).prices.filter((price) => price.provider === 'zz').map((price) => price.rates.input);
    expect(rates).toEqual(['1', '9']);
    writeFileSync(join(folder, 'zz.json'), JSON.stringify([{ ...row('2026-03-01', '1'), rates: { input: 1 } }]));
    await expect(seedCatalogue(run.services, folder)).rejects.toThrow('zz.json');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the whole catalogue can be paged through, each price once', async () => {
  await seedCatalogue(run.services, SHIPPED);
  const { context } = await run.makeTenant();
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await listPrices(context, cursor === undefined ? {} : { cursor });
    seen.push(...page.rows.map((row) => row.id));
    cursor = page.nextCursor;
  }
  expect(seen).toHaveLength(await run.services.database.prisma.cataloguePrice.count());
  expect(new Set(seen).size).toBe(seen.length);
  expect((await listPrices(context, { provider: 'sim' })).rows).toMatchObject([
    { model: '*', inputUsdPerMillion: '1', outputUsdPerMillion: '2' },
  ]);
  expect((await listPrices(context, { search: '%' })).rows).toEqual([]);
});

test("an organisation's own price is published to it alone, exactly, and cannot be changed", async () => {
  const { context, organizationId } = await run.makeTenant();
  const price = {
    provider: 'openai',
    model: 'gpt-4o',
    effectiveFrom: '2026-01-01',
    inputUsdPerMillion: '0.123456',
    outputUsdPerMillion: '10',
    cachedInputUsdPerMillion: '0',
  };
  const { id } = await savePriceOverride(context, price);
  const { priceOverrides } = await readPublishedOrganization(run.services, organizationId);
  expect(priceOverrides).toMatchObject([{ id, rates: { input: '123456', output: '10000000', cachedInput: '0' } }]);
  await expect(savePriceOverride(context, price)).rejects.toMatchObject({ code: 'conflict' });
  expect((await listPrices(context, { search: 'GPT-4O' })).overrides).toMatchObject([
    { inputUsdPerMillion: '0.123456', cachedInputUsdPerMillion: '0' },
  ]);
  const other = await run.makeTenant();
  expect((await listPrices(other.context, {})).overrides).toEqual([]);
  await expect(
    savePriceOverride(context, { ...price, effectiveFrom: '2026-02-01', inputUsdPerMillion: '0.1234567' }),
  ).rejects.toMatchObject({ code: 'invalid' });
});

test('models without a price are listed by how often they were called', async () => {
  const { context, organizationId } = await run.makeTenant();
  const bucket = new Date(Math.floor(run.services.clock() / 900_000) * 900_000);
  const insert = (organization: string, model: string, start: Date, unpriced: number) =>
    run.services.database.pool.query(
      `INSERT INTO spend_rollups VALUES ($1, $2, 'prj', 'key', '', '', 'openai', $3, '', 1, 0, 1, $4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)`,
      [start, organization, model, unpriced],
    );
  await insert(organizationId, 'seldom', bucket, 1);
  await insert(organizationId, 'often', bucket, 5);
  await insert(organizationId, 'priced', bucket, 0);
  await insert(organizationId, 'long ago', new Date(bucket.getTime() - 31 * 86_400_000), 9);
  await insert('org_other', 'of another', bucket, 9);
  expect(await listUnpriced(context)).toEqual([
    { provider: 'openai', model: 'often', attempts: 5, lastSeenAt: bucket.toISOString() },
    { provider: 'openai', model: 'seldom', attempts: 1, lastSeenAt: bucket.toISOString() },
  ]);
});
