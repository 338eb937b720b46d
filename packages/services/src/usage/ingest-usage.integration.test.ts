import { randomUUID } from 'node:crypto';
import { periodEndMs, periodStartMs } from '@tollgate/core/budget/period';
import { createDatabase as connect, type Database } from '@tollgate/db/client';
import { createAdmission } from '@tollgate/redis/admission';
import { connectRedis, type Redis } from '@tollgate/redis/client';
import { acknowledgedKey, counterEpochKey, LAST_USED_KEY, reservedKey, spentKey } from '@tollgate/redis/keys';
import { createDatabase, type TestDatabase } from '@tollgate/testing/postgres';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { testDatabaseUrl } from '@tollgate/testing/test-servers';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { flushLastUsed } from './flush-last-used.ts';
import { ingestUsage } from './ingest-usage.ts';
import { storeContent } from './store-content.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const DAY_MS = 86_400_000;

let testDatabase: TestDatabase;
let testRedis: TestRedis;
let database: Database;
let redis: Redis;
const services = () => ({ database, redis, clock: () => NOW });

beforeAll(async () => {
  [testDatabase, testRedis] = await Promise.all([createDatabase(testDatabaseUrl()), startRedis()]);
  database = connect(testDatabase.url);
  redis = connectRedis(testRedis.url, { name: 'test' });
  await database.pool.query(`
    INSERT INTO organizations (id, slug, name) VALUES ('org_1', 'one', 'One'), ('org_2', 'two', 'Two');
    INSERT INTO projects (id, organization_id, slug, name) VALUES ('prj_1', 'org_1', 'p', 'P'), ('prj_2', 'org_2', 'p', 'P');
    INSERT INTO api_keys (id, organization_id, project_id, name, hash, hint, budget_pico, budget_per) VALUES
      ('key_day', 'org_1', 'prj_1', 'Day', 'h1', '', 50000000000000, 'day'),
      ('key_month', 'org_1', 'prj_1', 'Month', 'h2', '', 50000000000000, 'month'),
      ('key_total', 'org_2', 'prj_2', 'Total', 'h3', '', 50000000000000, 'total'),
      ('key_free', 'org_1', 'prj_1', 'Free', 'h4', '', NULL, NULL)`);
});
afterAll(async () => {
  redis.disconnect();
  await database.close();
  await Promise.all([testDatabase.drop(), testRedis.stop()]);
});
beforeEach(async () => {
  await waitFor('Redis', () => redis.status === 'ready');
  await testRedis.flush();
  await database.pool.query(
    'TRUNCATE attempts, requests, request_contents, spend_rollups, end_user_rollups, tag_rollups, key_spend, rejected_facts',
  );
});

function batch(attempts: Parameters<typeof attemptFact>[0][]) {
  return {
    proxyId: `proxy_${randomUUID()}`,
    batchId: 'batch_1',
    attempts: attempts.map((given, index) =>
      attemptFact({ attemptId: `att_${index}`, requestId: `req_${index}`, startedAtMs: NOW, ...given }),
    ),
    requests: attempts.map((given, index) =>
      requestFact({ requestId: `req_${index}`, startedAtMs: NOW, organizationId: given?.organizationId ?? 'org_1' }),
    ),
  };
}

async function spent(organizationId: string, keyId: string, per: 'day' | 'month' | 'total', atMs = NOW): Promise<string | null> {
  return redis.get(spentKey(organizationId, keyId, periodStartMs(per, atMs)));
}

async function ledgerTotal(): Promise<string> {
  const { rows } = await database.pool.query(`SELECT coalesce(sum(cost_pico), 0)::text AS total FROM spend_rollups`);
  return rows[0].total;
}

test('after ingest the budget counters equal the ledger, rounded up to whole nano-dollars, each in its own period', async () => {
  await ingestUsage(
    services(),
    batch([
      { keyId: 'key_day', costPico: '1500' },
      { keyId: 'key_day', costPico: '1501' },
      { keyId: 'key_day', costPico: '7000', startedAtMs: NOW - DAY_MS },
      { keyId: 'key_month', costPico: '1' },
      { keyId: 'key_month', costPico: null, priceRowId: null },
      { keyId: 'key_month', costPico: '99000', startedAtMs: NOW - 40 * DAY_MS },
      { keyId: 'key_total', organizationId: 'org_2', projectId: 'prj_2', costPico: '5000', startedAtMs: NOW - 400 * DAY_MS },
      { keyId: 'key_free', costPico: '123' },
    ]),
  );
  expect(await spent('org_1', 'key_day', 'day')).toBe('4');
  expect(await spent('org_1', 'key_day', 'day', NOW - DAY_MS)).toBe('7');
  expect(await spent('org_1', 'key_month', 'month')).toBe('1');
  expect(await spent('org_2', 'key_total', 'total')).toBe('5');
  expect(await redis.keys('tg:{*}:spent:key_free:*')).toEqual([]);
  const dayLeft = await redis.pttl(spentKey('org_1', 'key_day', periodStartMs('day', NOW)));
  expect(dayLeft).toBeGreaterThan((periodEndMs('day', NOW) ?? 0) - NOW);
});

test('a key of another organisation cannot move a budget by bearing its id', async () => {
  await ingestUsage(services(), batch([{ keyId: 'key_day', organizationId: 'org_2', costPico: '9000000' }]));
  expect(await redis.keys('tg:{*}:spent:*')).toEqual([]);
});

test('reservations of every attempt of the batch are let go, also when an earlier run stopped after COMMIT', async () => {
  const delivered = batch([{ keyId: 'key_month', costPico: '2000' }]);
  const periodMs = periodStartMs('month', NOW);
  await redis.set(counterEpochKey('org_1'), '1');
  await redis.set(spentKey('org_1', 'key_month', periodMs), '0');
  const admitted = await createAdmission(redis).admit({
    organizationId: 'org_1',
    keyId: 'key_month',
    requestsPerMinute: 0,
    budgetNano: 1_000_000,
    periodStartMs: periodMs,
    needNano: 500,
    attemptId: 'att_0',
    holdMs: 60_000,
    replacesAttemptId: '',
  });
  expect(admitted.verdict).toBe('admitted');
  expect(await redis.hget(reservedKey('org_1', 'key_month', periodMs), '*')).toBe('500');

  await testRedis.kill();
  await waitFor('the loss of Redis', () => redis.status !== 'ready');
  await expect(ingestUsage(services(), delivered)).rejects.toThrow();
  expect(await ledgerTotal()).toBe('2000');

  await testRedis.restart();
  await waitFor('Redis', () => redis.status === 'ready');
  await redis.hset(reservedKey('org_1', 'key_month', periodMs), { att_0: 500, '*': 500 });
  const again = await ingestUsage(services(), delivered);
  expect(again).toMatchObject({ insertedAttempts: 0, insertedRequests: 0 });
  expect(await ledgerTotal()).toBe('2000');
  expect(await spent('org_1', 'key_month', 'month')).toBe('2');
  expect(await redis.hget(reservedKey('org_1', 'key_month', periodMs), '*')).toBe('0');
  expect(await redis.hgetall(acknowledgedKey(delivered.proxyId))).toEqual({ batch_1: '1' });
});

test('a batch that did not reach the ledger is not acknowledged', async () => {
  const delivered = batch([{ keyId: 'key_day' }]);
  await database.pool.query('ALTER TABLE key_spend RENAME TO key_spend_away');
  await expect(ingestUsage(services(), delivered)).rejects.toThrow('key_spend');
  await database.pool.query('ALTER TABLE key_spend_away RENAME TO key_spend');
  expect(await redis.exists(acknowledgedKey(delivered.proxyId))).toBe(0);
  await ingestUsage(services(), delivered);
  expect(await redis.hgetall(acknowledgedKey(delivered.proxyId))).toEqual({ batch_1: '1' });
  expect(await redis.ttl(acknowledgedKey(delivered.proxyId))).toBeGreaterThan(86_000);
});

test('delivering a batch again changes neither ledger nor counters', async () => {
  const delivered = batch([
    { keyId: 'key_day', costPico: '1500' },
    { keyId: 'key_month', costPico: '2500' },
  ]);
  await ingestUsage(services(), delivered);
  await Promise.all([1, 2, 3, 4].map((copy) => ingestUsage(services(), { ...delivered, batchId: `batch_${copy}` })));
  expect(await ledgerTotal()).toBe('4000');
  expect([await spent('org_1', 'key_day', 'day'), await spent('org_1', 'key_month', 'month')]).toEqual(['2', '3']);
});

test('a batch with a fact that the ledger refuses is acknowledged once that fact is kept apart', async () => {
  const delivered = batch([
    { keyId: 'key_day', costPico: '1000' },
    { keyId: 'key_day', priceRowId: null },
  ]);
  expect((await ingestUsage(services(), delivered)).rejected).toMatchObject([{ kind: 'attempt', factId: 'att_1' }]);
  expect(await spent('org_1', 'key_day', 'day')).toBe('1');
  expect(await redis.hgetall(acknowledgedKey(delivered.proxyId))).toEqual({ batch_1: '1' });
});

test('contents are kept once, and those whose time is over not at all', async () => {
  const item = {
    requestId: 'req_1',
    startedAtMs: NOW,
    organizationId: 'org_1',
    projectId: 'prj_1',
    expiresAtMs: NOW + 1,
    keyVersion: 1,
    nonce: 'n',
    ciphertext: 'c',
    isTruncated: false,
  };
  expect(await storeContent(services(), { items: [item, { ...item, requestId: 'req_2', expiresAtMs: NOW }] })).toBe(1);
  expect(await storeContent(services(), { items: [item] })).toBe(0);
});

test('when a key was last used reaches Postgres and never goes back', async () => {
  await redis.hset(LAST_USED_KEY, { key_day: NOW, key_gone: NOW, key_free: 'not a time' });
  expect(await flushLastUsed(services())).toBe(3);
  expect(await redis.exists(LAST_USED_KEY)).toBe(0);
  await redis.hset(LAST_USED_KEY, { key_day: NOW - 5000 });
  await flushLastUsed(services());
  const { rows } = await database.pool.query(`SELECT id, last_used_at FROM api_keys WHERE last_used_at IS NOT NULL`);
  expect(rows).toEqual([{ id: 'key_day', last_used_at: new Date(NOW) }]);
});
