import { newId } from '@tollgate/secrets/new-id';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSession } from '../auth/create-session.ts';
import { endSession } from '../auth/end-session.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { ingestUsage } from '../usage/ingest-usage.ts';
import { type WatchedRequests, watchRequests } from './watch-requests.ts';

let app: TestServices;
let alpha: Tenant;
let beta: Tenant;
beforeAll(async () => {
  app = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
  alpha = await app.makeTenant('Alpha');
  beta = await app.makeTenant('Beta');
});
afterAll(() => app.close());

async function record({ organizationId, projectId }: Tenant, count: number): Promise<string[]> {
  const { clock } = app.services;
  const dimensions = { organizationId, projectId, startedAtMs: clock() };
  const ids = Array.from({ length: count }, () => newId('req', clock()));
  await ingestUsage(app.services, {
    proxyId: 'proxy-of-the-test',
    batchId: newId('bat', clock()),
    requests: ids.map((requestId) => requestFact({ ...dimensions, requestId })),
    attempts: ids.map((requestId) => attemptFact({ ...dimensions, requestId, attemptId: newId('att', clock()) })),
  });
  return ids;
}

async function watch(tenant: Tenant, input: Parameters<typeof watchRequests>[1] = {}) {
  const controller = new AbortController();
  const { sessionId } = await createSession(app.services, { userId: tenant.userId, ipAddress: null, userAgent: null });
  const events = watchRequests(tenant.context, input, { sessionId, signal: controller.signal });
  const next = async (): Promise<WatchedRequests> => {
    const { value, done } = await events.next();
    if (done) throw new Error('The watch has ended');
    return value;
  };
  return { next, events, sessionId, stop: () => controller.abort() };
}

test('a request reaches those who watch its organisation, with its cost, and nobody else', async () => {
  const own = await watch(alpha);
  const foreign = await watch(beta);
  expect((await own.next()).rows).toEqual([]);
  expect((await foreign.next()).rows).toEqual([]);
  const [first] = await record(alpha, 1);
  const event = await own.next();
  expect(event.matched).toBe(1);
  expect(event.rows).toMatchObject([{ requestId: first, costPico: 200_000_000n }]);
  const [second] = await record(beta, 1);
  expect((await foreign.next()).rows.map(({ requestId }) => requestId)).toEqual([second]);
  own.stop();
  foreign.stop();
  expect((await own.events.next()).done).toBe(true);
  expect((await foreign.events.next()).done).toBe(true);
});

test('a watch that reconnects goes on after the last event that it got', async () => {
  const first = await watch(alpha);
  const { id } = await first.next();
  first.stop();
  const missed = await record(alpha, 3);
  const again = await watch(alpha, { lastEventId: id });
  await again.next();
  const { rows } = await again.next();
  expect(rows.map(({ requestId }) => requestId).toSorted()).toEqual(missed.toSorted());
  again.stop();
});

test('of more than ten at a time a sample is shown and the whole is counted', async () => {
  const viewer = await watch(alpha);
  await viewer.next();
  await record(alpha, 100);
  const { rows, matched } = await viewer.next();
  expect(rows).toHaveLength(10);
  expect(matched).toBe(100);
  viewer.stop();
});

test('another project of the organisation is not in the watch of one', async () => {
  const viewer = await watch(alpha, { projectId: 'prj_other' });
  await viewer.next();
  await record(alpha, 1);
  const [own] = await record({ ...alpha, projectId: 'prj_other' }, 1);
  expect((await viewer.next()).rows.map(({ requestId }) => requestId)).toEqual([own]);
  viewer.stop();
});

test('the watch ends with the session', async () => {
  const viewer = await watch(alpha);
  await viewer.next();
  await endSession(app.services, viewer.sessionId);
  await expect(viewer.next()).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('the watch ends with the membership', async () => {
  const viewer = await watch(beta);
  await viewer.next();
  await app.services.database.prisma.membership.deleteMany({ where: { userId: beta.userId } });
  await expect(viewer.next()).rejects.toMatchObject({ code: 'not_found' });
});
