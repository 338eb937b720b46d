import { randomBytes } from 'node:crypto';
import { createDatabase as connect, type Database } from '@tollgate/db/client';
import { defaultPartitionRows } from '@tollgate/db/ledger/default-partition-rows';
import { findRollupDrift } from '@tollgate/db/ledger/find-rollup-drift';
import { connectRedis, type Redis } from '@tollgate/redis/client';
import { documentKey } from '@tollgate/redis/keys';
import { hashApiKey } from '@tollgate/secrets/api-key';
import { createDatabase, type TestDatabase } from '@tollgate/testing/postgres';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { testDatabaseUrl } from '@tollgate/testing/test-servers';
import { waitFor } from '@tollgate/testing/wait-for';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operatorContext } from '../access/operator-context.ts';
import { listApiKeys } from '../api-key/list-api-keys.ts';
import { verifyPassword } from '../auth/verify-password.ts';
import type { Services } from '../context.ts';
import { lazyMailQueue } from '../mail/lazy-mail-queue.ts';
import { seedCatalogue } from '../price/seed-catalogue.ts';
import { querySpend } from '../spend/query-spend.ts';
import { type SeededDemo, seedDemo } from './seed-demo.ts';

const DAY_MS = 86_400_000;
const REQUESTS = 4000;

let testDatabase: TestDatabase;
let testRedis: TestRedis;
let database: Database;
let redis: Redis;
let services: Services;
let demo: SeededDemo;

beforeAll(async () => {
  [testDatabase, testRedis] = await Promise.all([createDatabase(testDatabaseUrl()), startRedis()]);
  database = connect(testDatabase.url);
  redis = connectRedis(testRedis.url, { name: 'test' });
  await waitFor('Redis', () => redis.status === 'ready');
  services = {
    database,
    redis,
    keyEncryptionKeys: [{ id: 'kek', key: randomBytes(32) }],
    clock: Date.now,
    proxyInternalUrl: '',
    publicUrl: '',
    mailQueue: lazyMailQueue(testRedis.url),
  };
  await seedCatalogue(services, fileURLToPath(new URL('../../../../prisma/seed/catalogue', import.meta.url)));
  demo = await seedDemo(services, { requests: REQUESTS });
}, 60_000);
afterAll(async () => {
  redis.disconnect();
  await database.close();
  await Promise.all([testDatabase.drop(), testRedis.stop()]);
});

async function spend(groupBy: Parameters<typeof querySpend>[1]['groupBy']) {
  const context = operatorContext(services, demo.organizationId);
  const range = { from: new Date(Date.now() - 100 * DAY_MS).toISOString(), to: new Date(Date.now() + DAY_MS).toISOString() };
  return querySpend(context, { ...range, zone: 'UTC', bucket: 'day', groupBy, top: 100 });
}

test('the demo has 90 days of history, in its own partitions, with rollups that agree with it', async () => {
  expect(demo.isNew).toBe(true);
  expect(demo.requests).toBeGreaterThan(REQUESTS * 0.9);
  expect(demo.requests).toBeLessThan(REQUESTS * 1.1);
  const whole = await spend('none');
  expect(whole.totals).toMatchObject({ requests: demo.requests, attempts: demo.attempts });
  expect(whole.series[0]?.costPico.filter((cost) => cost > 0n).length).toBeGreaterThanOrEqual(85);
  expect(await defaultPartitionRows(database.pool)).toEqual({ attempts: 0, requests: 0, request_contents: 0 });
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  expect(await findRollupDrift(database.pool, today - 100 * DAY_MS, today + DAY_MS)).toEqual([]);
});

test('every page has something to show: projects, people, models, tags, end users, failures, fallbacks and an unpriced model', async () => {
  expect((await spend('project')).series).toHaveLength(3);
  expect((await spend('member')).series.length).toBeGreaterThanOrEqual(4);
  expect((await spend('model')).series.length).toBeGreaterThanOrEqual(8);
  expect((await spend('provider')).series.length).toBeGreaterThanOrEqual(4);
  expect((await spend('tag')).series.length).toBeGreaterThanOrEqual(5);
  expect((await spend('end_user')).series.length).toBeGreaterThanOrEqual(100);
  const { totals } = await spend('none');
  expect(totals.unpricedAttempts).toBeGreaterThan(0);
  expect(totals.estimatedAttempts).toBeGreaterThan(0);
  expect(totals.attempts).toBeGreaterThan(totals.requests * 0.99);
  const { rows } = await database.pool.query(
    'SELECT count(*) FILTER (WHERE attempts > 1 AND status = 200)::integer AS fallbacks, count(*) FILTER (WHERE status >= 400)::integer AS failures FROM requests',
  );
  expect(rows[0].fallbacks).toBeGreaterThan(0);
  expect(rows[0].failures).toBeGreaterThan(0);
});

test('the printed sign-in and key work, and the budgets know what was spent', async () => {
  expect(await verifyPassword(services, { email: demo.email, password: demo.password, ipAddress: '127.0.0.1' })).not.toBeNull();
  expect(JSON.parse((await redis.get(documentKey('key', hashApiKey(demo.apiKey)))) ?? '{}')).toMatchObject({
    status: 'active',
    organizationId: demo.organizationId,
  });
  const { rows } = await database.pool.query(`SELECT id FROM projects WHERE name = 'Customer support'`);
  const keys = await listApiKeys(operatorContext(services, demo.organizationId), { projectId: rows[0].id });
  expect(keys.find(({ name }) => name === 'Support chat')?.budget?.spentUsd).not.toBe('0');
  expect(await redis.keys('tg:{*}:spent:*')).toHaveLength(5);
});

test('a second run says that the demo is there, with the same sign-in and key, and changes nothing', async () => {
  const before = (await spend('none')).totals;
  expect(await seedDemo(services)).toEqual({ ...demo, isNew: false, requests: 0, attempts: 0 });
  expect((await spend('none')).totals).toEqual(before);
});

test('a run that was cut short is completed without counting anything twice', async () => {
  const before = (await spend('none')).totals;
  await database.pool.query(`DELETE FROM audit_events WHERE action = 'demo.seed'`);
  expect(await seedDemo(services, { requests: REQUESTS })).toEqual(demo);
  expect((await spend('none')).totals).toEqual(before);
});
