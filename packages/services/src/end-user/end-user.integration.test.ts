import type { Role } from '@tollgate/core/access/permission';
import { newId } from '@tollgate/secrets/new-id';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TenantContext } from '../context.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { ingestUsage } from '../usage/ingest-usage.ts';
import { listEndUsers } from './list-end-users.ts';
import { listSessions } from './list-sessions.ts';

let app: TestServices;
let alpha: Tenant;
let beta: Tenant;

async function record(
  tenant: Tenant,
  calls: readonly { endUser: string | null; sessionId?: string; costPico: string; status?: number; agoMs: number }[],
) {
  const now = app.services.clock();
  const facts = calls.map(({ costPico, status = 200, agoMs, ...call }) => {
    const dimensions = {
      organizationId: tenant.organizationId,
      projectId: tenant.projectId,
      requestId: newId('req', now),
      startedAtMs: now - agoMs,
      sessionId: null,
      ...call,
    };
    return {
      request: requestFact({ ...dimensions, status }),
      attempt: attemptFact({ ...dimensions, attemptId: newId('att', now), costPico }),
    };
  });
  await ingestUsage(app.services, {
    proxyId: 'proxy-of-the-test',
    batchId: newId('bat', now),
    requests: facts.map(({ request }) => request),
    attempts: facts.map(({ attempt }) => attempt),
  });
}

beforeAll(async () => {
  app = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
  alpha = await app.makeTenant('Alpha');
  beta = await app.makeTenant('Beta');
  await record(alpha, [
    { endUser: 'dear', sessionId: 's-1', costPico: '9000', agoMs: 1000 },
    ...Array.from({ length: 5 }, (_, index) => ({ endUser: 'busy', costPico: '10', agoMs: 2000 + index })),
    { endUser: 'broken', costPico: '1', status: 500, agoMs: 3000 },
    { endUser: 'broken', costPico: '1', status: 429, agoMs: 3001 },
    { endUser: 'broken', sessionId: 's-2', costPico: '5', agoMs: 600_000 },
    { endUser: 'broken', sessionId: 's-2', costPico: '6', agoMs: 300_000 },
    { endUser: null, costPico: '1000000', agoMs: 10 },
    { endUser: '100%_real', costPico: '2', agoMs: 20 },
  ]);
  await record(beta, [{ endUser: 'foreign', costPico: '99999', agoMs: 5 }]);
});
afterAll(() => app.close());

const as = (role: Role): TenantContext => ({ ...alpha.context, role });

test.each([
  ['cost', 'dear'],
  ['requests', 'busy'],
  ['errors', 'broken'],
] as const)('by %s the first is %s, and requests without a user are nobody’s', async (order, first) => {
  const { users, total } = await listEndUsers(alpha.context, { order });
  expect(users[0]?.endUser).toBe(first);
  expect(total).toBe(4);
  expect(users.map(({ endUser }) => endUser).toSorted()).toEqual(['100%_real', 'broken', 'busy', 'dear']);
});

test('a user’s figures are the sums of their requests', async () => {
  const { users } = await listEndUsers(alpha.context, { order: 'errors' });
  expect(users[0]).toMatchObject({ endUser: 'broken', requests: 4, failed: 2, costPico: 13n, inputTokens: 400, outputTokens: 200 });
});

test('a part of a name finds it whatever its capitals, and wildcards are letters', async () => {
  const find = async (search: string) => (await listEndUsers(alpha.context, { search })).users.map(({ endUser }) => endUser);
  expect(await find('BRO')).toEqual(['broken']);
  expect(await find('%_')).toEqual(['100%_real']);
  expect(await find('_')).toEqual(['100%_real']);
});

test('roles without money see none and cannot order by it', async () => {
  const { users } = await listEndUsers(as('viewer'), {});
  expect(users.every(({ costPico, isUnpriced }) => costPico === null && !isUnpriced)).toBe(true);
  await expect(listEndUsers(as('viewer'), { order: 'cost' })).rejects.toMatchObject({ code: 'forbidden' });
  expect((await listSessions(as('viewer'), { endUser: 'broken' })).sessions.every(({ costPico }) => costPico === null)).toBe(true);
});

test('the sessions of a user, last used first, with what they cost; calls without one stand together', async () => {
  const { sessions, isPartial } = await listSessions(alpha.context, { endUser: 'broken' });
  expect(isPartial).toBe(false);
  expect(sessions).toMatchObject([
    { sessionId: null, requests: 2, failed: 2, costPico: 2n },
    { sessionId: 's-2', requests: 2, failed: 0, costPico: 11n },
  ]);
});

test('another organisation’s users and sessions do not exist', async () => {
  expect((await listEndUsers(beta.context, {})).users.map(({ endUser }) => endUser)).toEqual(['foreign']);
  expect((await listSessions(beta.context, { endUser: 'broken' })).sessions).toEqual([]);
  expect((await listEndUsers(beta.context, { projectId: alpha.projectId })).users).toEqual([]);
});
