import { periodStartMs } from '@tollgate/core/budget/period';
import { counterEpochKey, documentKey, EPOCH_KEY, spentKey } from '@tollgate/redis/keys';
import { createDatabase } from '@tollgate/testing/postgres';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { testDatabaseUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '../api-key/create-api-key.ts';
import { revokeApiKey } from '../api-key/revoke-api-key.ts';
import { createProject } from '../project/create-project.ts';
import { updateProject } from '../project/update-project.ts';
import { readPublishedKey, readPublishedOrganization, readPublishedProject } from '../testing/read-published.ts';
import { startTestServices, type TestServices } from '../testing/start-test-services.ts';
import { keepPublished } from './keep-published.ts';
import { publishAll } from './publish-all.ts';
import { waitForRedis } from './wait-for-redis.ts';

let redis: TestRedis;
let run: TestServices;
beforeAll(async () => {
  redis = await startRedis();
  run = await startTestServices(await createDatabase(testDatabaseUrl()), redis.url);
});
afterAll(async () => {
  await run.close();
  await redis.stop();
});

const pending = () => run.services.database.prisma.pendingPublication.count();

test('a change made while Redis is down stands, and is published once Redis is back', async () => {
  const { context, projectId } = await run.makeTenant();
  const { id, key } = await createApiKey(context, { projectId, name: 'app' });
  await redis.kill();
  await revokeApiKey(context, { apiKeyId: id });
  const { id: newProjectId } = await createProject(context, { name: 'Made in an outage' });
  expect(await pending()).toBe(2);
  await expect(keepPublished(run.services)).rejects.toThrow();
  await redis.restart();
  await waitForRedis(run.services.redis);
  // This Redis came back empty.
  expect(await keepPublished(run.services)).toBe('everything');
  expect(await keepPublished(run.services)).toBe('changes');
  expect(await keepPublished(run.services)).toBe('nothing');
  expect(await readPublishedKey(run.services, key)).toMatchObject({ status: 'revoked' });
  expect(await readPublishedProject(run.services, newProjectId)).toMatchObject({ slug: 'made-in-an-outage' });
  expect(await pending()).toBe(0);
});

test('an empty Redis gets every document, and every counter from the ledger, before its epoch', async () => {
  const tenants = [await run.makeTenant(), await run.makeTenant()];
  const keys: string[] = [];
  for (const { context, organizationId, projectId } of tenants) {
    const { id, key } = await createApiKey(context, { projectId, name: 'app', budgetUsd: '5', budgetPer: 'month' });
    keys.push(key);
    const today = new Date(run.services.clock()).toISOString().slice(0, 10);
    await run.services.database.pool.query('INSERT INTO key_spend VALUES ($1, $2, $3, 1500000), ($1, $2, $4, 99000000)', [
      organizationId,
      id,
      today,
      '2020-01-01',
    ]);
  }
  await redis.flush();
  await publishAll(run.services);
  for (const [index, { organizationId, projectId }] of tenants.entries()) {
    const { id } = await readPublishedKey(run.services, keys[index]!);
    expect(await readPublishedProject(run.services, projectId)).toMatchObject({ organizationId });
    expect(await readPublishedOrganization(run.services, organizationId)).toMatchObject({ id: organizationId });
    expect(await run.services.redis.get(counterEpochKey(organizationId))).toBe('1');
    expect(await run.services.redis.get(spentKey(organizationId, id, periodStartMs('month', run.services.clock())))).toBe('1500');
  }
  expect(await run.services.redis.get(documentKey('catalogue', ''))).toContain('"prices":');
  expect(await run.services.redis.get(EPOCH_KEY)).toMatch(/^epoch_/);
});

test('an epoch is not set over a Redis that lost its data while it was filled', async () => {
  await redis.flush();
  // The data goes at the moment when the run is about to say that everything is there.
  const losing = Object.create(run.services.redis, {
    rename: {
      value: async (from: string, to: string) => {
        await redis.flush();
        return run.services.redis.rename(from, to);
      },
    },
  }) as typeof run.services.redis;
  await expect(publishAll({ ...run.services, redis: losing })).rejects.toThrow();
  expect(await run.services.redis.get(EPOCH_KEY)).toBeNull();
  expect(await keepPublished(run.services)).toBe('everything');
});

test('of many changes at once the last state is the published one', async () => {
  const { context, projectId } = await run.makeTenant();
  await Promise.all(Array.from({ length: 12 }, (_, index) => updateProject(context, { projectId, contentDays: index + 1 })));
  const { contentDays } = await run.services.database.prisma.project.findUniqueOrThrow({ where: { id: projectId } });
  expect((await readPublishedProject(run.services, projectId)).content.days).toBe(contentDays);
  expect(await pending()).toBe(0);
});

test('a document published over a Redis that lost everything has a greater version than before', async () => {
  const { projectId } = await run.makeTenant();
  const { version } = await readPublishedProject(run.services, projectId);
  await redis.flush();
  await keepPublished(run.services);
  expect((await readPublishedProject(run.services, projectId)).version).toBeGreaterThan(version);
});
