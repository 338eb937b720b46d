import { spentKey } from '@tollgate/redis/keys';
import { hashApiKey, isWellFormedApiKey } from '@tollgate/secrets/api-key';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPublishedKey } from '../testing/read-published.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { createApiKey } from './create-api-key.ts';
import { listApiKeys } from './list-api-keys.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { rotateApiKey } from './rotate-api-key.ts';
import { updateApiKey } from './update-api-key.ts';

const HOUR = 3_600_000;
let run: TestServices;
let tenant: Tenant;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
  tenant = await run.makeTenant();
});
afterAll(() => run.close());

const create = (fields: Partial<Parameters<typeof createApiKey>[1]> = {}) =>
  createApiKey(tenant.context, { projectId: tenant.projectId, name: 'app', ...fields });
const listed = async (id: string) => (await listApiKeys(tenant.context, { projectId: tenant.projectId })).find((key) => key.id === id);

test('a new key is published under its hash with its limits, and is shown by its hint only', async () => {
  const { id, key } = await create({ rpm: 600, budgetUsd: '12.50', budgetPer: 'day' });
  expect(isWellFormedApiKey(key)).toBe(true);
  expect(await readPublishedKey(run.services, key)).toMatchObject({
    id,
    organizationId: tenant.organizationId,
    projectId: tenant.projectId,
    memberId: tenant.context.memberId,
    status: 'active',
    expiresAtMs: null,
    limits: { requestsPerMinute: 600, budget: { pico: '12500000000000', per: 'day' } },
  });
  const view = await listed(id);
  expect(view).toMatchObject({
    status: 'active',
    createdBy: 'Owner',
    rpm: 600,
    budget: { usd: '12.5', per: 'day', spentUsd: '0' },
    hint: `tg_live_…${key.slice(-4)}`,
  });
  const rows = await run.services.database.pool.query<{ row: string }>(
    'SELECT row_to_json(api_keys)::text AS row FROM api_keys UNION ALL SELECT row_to_json(audit_events)::text FROM audit_events',
  );
  for (const { row } of rows.rows) expect(row).not.toContain(key);
  expect(JSON.stringify(view)).not.toContain(hashApiKey(key));
});

test('a revoked key stays published as revoked', async () => {
  const { id, key } = await create();
  await revokeApiKey(tenant.context, { apiKeyId: id });
  await revokeApiKey(tenant.context, { apiKeyId: id });
  expect(await readPublishedKey(run.services, key)).toMatchObject({ id, status: 'revoked' });
  expect(await listed(id)).toMatchObject({ status: 'revoked' });
  await expect(updateApiKey(tenant.context, { apiKeyId: id, name: 'again' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(rotateApiKey(tenant.context, { apiKeyId: id, overlapHours: 1 })).rejects.toMatchObject({ code: 'conflict' });
});

test('rotating leaves the old key working until its overlap ends, and the new one with its limits', async () => {
  const { id, key } = await create({ rpm: 60, budgetUsd: '5' });
  const before = run.services.clock();
  const rotated = await rotateApiKey(tenant.context, { apiKeyId: id, overlapHours: 24 });
  expect(await readPublishedKey(run.services, key)).toMatchObject({ status: 'active', expiresAtMs: before + 24 * HOUR });
  expect(await readPublishedKey(run.services, rotated.key)).toMatchObject({
    id: rotated.id,
    expiresAtMs: null,
    limits: { requestsPerMinute: 60, budget: { pico: '5000000000000', per: 'month' } },
  });
  expect(await listed(id)).toMatchObject({ status: 'expiring', rotatedToId: rotated.id });
  await expect(rotateApiKey(tenant.context, { apiKeyId: id, overlapHours: 24 })).rejects.toMatchObject({ code: 'conflict' });
  run.advance(24 * HOUR);
  expect(await listed(id)).toMatchObject({ status: 'expired' });
});

test('of two rotations at once one wins, and the other leaves no key behind', async () => {
  const { id } = await create({ name: 'raced' });
  const outcomes = await Promise.allSettled([1, 2].map(() => rotateApiKey(tenant.context, { apiKeyId: id, overlapHours: 1 })));
  expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const named = (await listApiKeys(tenant.context, { projectId: tenant.projectId })).filter((key) => key.name === 'raced');
  expect(named).toHaveLength(2);
});

test('a rotated key never outlives the expiry it had', async () => {
  const expiresAt = new Date(run.services.clock() + HOUR).toISOString();
  const { id, key } = await create({ expiresAt });
  await rotateApiKey(tenant.context, { apiKeyId: id, overlapHours: 720 });
  expect(await readPublishedKey(run.services, key)).toMatchObject({ expiresAtMs: Date.parse(expiresAt) });
});

test('a budget that is given later finds what the ledger already holds', async () => {
  const { id } = await create();
  const day = new Date(run.services.clock()).toISOString().slice(0, 10);
  await run.services.database.pool.query('INSERT INTO key_spend VALUES ($1, $2, $3, 2500000000001)', [tenant.organizationId, id, day]);
  await updateApiKey(tenant.context, { apiKeyId: id, budgetUsd: '5', budgetPer: 'day' });
  // Nano-dollars, rounded up.
  expect(await run.services.redis.get(spentKey(tenant.organizationId, id, Date.parse(day)))).toBe('2500000001');
  expect(await listed(id)).toMatchObject({ budget: { usd: '5', per: 'day', spentUsd: '2.500000000001' } });
  await updateApiKey(tenant.context, { apiKeyId: id, budgetUsd: null, rpm: null });
  expect(await listed(id)).toMatchObject({ budget: null, rpm: null });
});

test('a key that another gateway issued works as it is, once', async () => {
  const value = 'sk-litellm-0123456789abcdef0123456789abcdef';
  const { key } = await create({ value });
  expect(key).toBe(value);
  expect(await readPublishedKey(run.services, value)).toMatchObject({ status: 'active' });
  const other = await run.makeTenant();
  await expect(createApiKey(other.context, { projectId: other.projectId, name: 'app', value })).rejects.toMatchObject({
    code: 'conflict',
    field: 'value',
  });
});

test.each([
  ['a short value', { value: 'x'.repeat(31) }, 'value'],
  ['a value with a line break', { value: `${'x'.repeat(40)}\n` }, 'value'],
  ['a budget of nothing', { budgetUsd: '0' }, 'budgetUsd'],
  ['a negative budget', { budgetUsd: '-1' }, 'budgetUsd'],
  ['a budget that is no number', { budgetUsd: '1e3' }, 'budgetUsd'],
  ['a period without an amount', { budgetPer: 'day' as const }, 'budgetUsd'],
  ['a limit of zero requests', { rpm: 0 }, 'rpm'],
  ['an expiry in the past', { expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
  ['an expiry without a zone', { expiresAt: '2099-01-01T00:00:00' }, 'expiresAt'],
])('%s is refused', async (_, fields, field) => {
  await expect(create(fields)).rejects.toMatchObject({ code: 'invalid', field });
});

test('keys of another organisation do not exist', async () => {
  const { id } = await create();
  const { context, projectId } = await run.makeTenant();
  await expect(createApiKey(context, { projectId: tenant.projectId, name: 'x' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(listApiKeys(context, { projectId: tenant.projectId })).rejects.toMatchObject({ code: 'not_found' });
  for (const verb of [
    () => updateApiKey(context, { apiKeyId: id, name: 'x' }),
    () => rotateApiKey(context, { apiKeyId: id, overlapHours: 0 }),
    () => revokeApiKey(context, { apiKeyId: id }),
  ]) {
    await expect(verb()).rejects.toMatchObject({ code: 'not_found' });
  }
  expect(await listApiKeys(context, { projectId })).toEqual([]);
});

test('a role without the permission is refused before anything is read', async () => {
  const context = { ...tenant.context, role: 'viewer' as const };
  await expect(createApiKey(context, { projectId: tenant.projectId, name: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(listApiKeys(context, { projectId: tenant.projectId })).rejects.toMatchObject({ code: 'forbidden' });
});
