import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectRedis, type Redis } from './client.ts';
import { ANNOUNCEMENTS_CHANNEL, CHANGES_KEY, documentKey } from './keys.ts';
import { publishDocuments, withdrawDocuments } from './publish-snapshot.ts';

let server: TestRedis;
let redis: Redis;
let subscriber: Redis;
const announced: string[] = [];

beforeAll(async () => {
  server = await startRedis();
  redis = connectRedis(server.url, { name: 'test' });
  subscriber = connectRedis(server.url, { name: 'test-subscriber' });
  await waitFor('Redis', () => redis.status === 'ready' && subscriber.status === 'ready');
  await subscriber.subscribe(ANNOUNCEMENTS_CHANNEL);
  subscriber.on('message', (_channel: string, message: string) => announced.push(message));
});
afterAll(async () => {
  redis.disconnect();
  subscriber.disconnect();
  await server.stop();
});
beforeEach(async () => {
  await server.flush();
  announced.length = 0;
});

const project = (slug: string) => ({
  kind: 'project' as const,
  id: 'prj_1',
  document: {
    id: 'prj_1',
    organizationId: 'org_1',
    slug,
    content: { keep: 'none' as const, days: 1 },
    budgetStatus: 429 as const,
    routes: [],
  },
});

async function held(): Promise<{ version: number; slug: string }> {
  return JSON.parse((await redis.get(documentKey('project', 'prj_1'))) ?? 'null') as { version: number; slug: string };
}

test('a document is written, noted as changed and announced, all under one version', async () => {
  await publishDocuments(redis, [project('one')]);
  const { version, slug } = await held();
  expect(slug).toBe('one');
  expect(await redis.zrange(CHANGES_KEY, '0', '-1', 'WITHSCORES')).toEqual(['project:prj_1', String(version)]);
  await waitFor('the announcement', () => announced.length > 0);
  expect(announced).toEqual([`${version} project:prj_1`]);
});

test('versions only grow, from one change to the next and over a Redis that lost everything', async () => {
  await publishDocuments(redis, [project('one')]);
  const first = (await held()).version;
  await publishDocuments(redis, [project('two')]);
  const second = (await held()).version;
  await server.flush();
  await publishDocuments(redis, [project('three')]);
  const third = (await held()).version;
  expect(second).toBeGreaterThan(first);
  expect(third).toBeGreaterThan(second);
  expect(Number.isSafeInteger(third)).toBe(true);
});

test('of many documents published side by side the last version stands, and each change is announced', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, index) => publishDocuments(redis, [project(`at-once-${index}`)])));
  await waitFor('the announcements', () => announced.length === 30);
  const versions = announced.map((message) => Number(message.split(' ')[0]));
  expect(new Set(versions).size).toBe(30);
  expect((await held()).version).toBe(Math.max(...versions));
});

test('a withdrawn document is gone and its withdrawal is a change like any other', async () => {
  await publishDocuments(redis, [project('one')]);
  const { version } = await held();
  await withdrawDocuments(redis, [{ kind: 'project', id: 'prj_1' }]);
  expect(await held()).toBeNull();
  expect(Number(await redis.zscore(CHANGES_KEY, 'project:prj_1'))).toBe(version + 1);
});

test('a change that Redis does not take fails, so that it is not thought published', async () => {
  await redis.set(CHANGES_KEY, 'not a sorted set');
  await expect(publishDocuments(redis, [project('one')])).rejects.toThrow('WRONGTYPE');
});
