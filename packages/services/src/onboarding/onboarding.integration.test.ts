import { ingestFacts } from '@tollgate/db/ledger/ingest-facts';
import { type RefusedKey, type RefusedKeyScope, writeRefusedKey } from '@tollgate/redis/refused-keys';
import { saltedName } from '@tollgate/secrets/key-encryption-key';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { requestFact } from '@tollgate/testing/usage-facts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '../api-key/create-api-key.ts';
import { updateApiKey } from '../api-key/update-api-key.ts';
import { createSession } from '../auth/create-session.ts';
import { endSession } from '../auth/end-session.ts';
import type { TenantContext } from '../context.ts';
import { createCredential } from '../credential/create-credential.ts';
import { saveRoute } from '../route/save-route.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { dismissChecklist } from './dismiss-checklist.ts';
import { getProgress } from './get-progress.ts';
import { watchRefusedKeys } from './watch-refused-keys.ts';

let app: TestServices;
beforeAll(async () => {
  app = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
});
afterAll(() => app.close());

test('each first step is ticked when it is taken, and one organisation does not tick those of another', async () => {
  const { context, organizationId, projectId } = await app.makeTenant('First steps');
  const other = await app.makeTenant('Another');
  const nothing = { hasRequest: false, hasCredential: false, hasFallback: false, hasBudget: false, isDismissed: false };
  expect(await getProgress(context, {})).toEqual(nothing);

  await ingestFacts(app.services.database.pool, {
    attempts: [],
    requests: [requestFact({ organizationId, projectId, requestId: organizationId })],
  });
  expect(await getProgress(context, {})).toEqual({ ...nothing, hasRequest: true });
  expect((await getProgress(context, { projectId })).hasRequest).toBe(true);
  expect((await getProgress(context, { projectId: other.projectId })).hasRequest).toBe(false);
  expect((await getProgress(other.context, { projectId })).hasRequest).toBe(false);
  await createCredential(context, { name: 'main', provider: 'openai', secret: 'sk-secret-of-the-test' });
  await saveRoute(context, { projectId, name: 'smart', targets: [{ credential: 'main', model: 'gpt-4o' }] });
  expect(await getProgress(context, {})).toEqual({ ...nothing, hasRequest: true, hasCredential: true });
  await saveRoute(context, {
    projectId,
    name: 'smart',
    targets: [
      { credential: 'main', model: 'gpt-4o' },
      { credential: 'sim', model: 'echo' },
    ],
  });
  const { id } = await createApiKey(context, { projectId, name: 'web' });
  await updateApiKey(context, { apiKeyId: id, budgetUsd: '5' });
  expect(await getProgress(context, {})).toEqual({ ...nothing, hasRequest: true, hasCredential: true, hasFallback: true, hasBudget: true });
  expect(await getProgress(other.context, {})).toEqual(nothing);
});

test('the list is put away for the member who does it, once and for all', async () => {
  const { context } = await app.makeTenant('Put away');
  await dismissChecklist(context);
  expect((await getProgress(context, {})).isDismissed).toBe(true);
  const other = await app.makeTenant('Left alone');
  expect((await getProgress(other.context, {})).isDismissed).toBe(false);
  await expect(dismissChecklist({ ...context, role: 'viewer' })).rejects.toMatchObject({ code: 'forbidden' });
});

const refused: RefusedKey = { reason: 'unknown', atMs: 0, hint: 'tg_live_…abcd', keyName: null };
const unknownFrom = (address: string): RefusedKeyScope => ({
  scope: 'address',
  name: saltedName(app.services.keyEncryptionKeys, 'address', address),
});
const alike = (hint: string): RefusedKeyScope => ({ scope: 'hint', name: saltedName(app.services.keyEncryptionKeys, 'hint', hint) });

async function watch(tenant: Tenant, address: string, lastEventId: string | null = null) {
  const controller = new AbortController();
  const { sessionId } = await createSession(app.services, { userId: tenant.userId, ipAddress: null, userAgent: null });
  const context: TenantContext = { ...tenant.context, actor: { kind: 'user', userId: tenant.userId, address } };
  const events = watchRefusedKeys(context, { projectId: tenant.projectId, lastEventId }, { sessionId, signal: controller.signal });
  const next = async () => {
    const { value, done } = await events.next();
    if (done) throw new Error('The watch has ended');
    return value;
  };
  return { next, events, sessionId, stop: () => controller.abort() };
}

test('a refused key is shown to its project, to who browses from where it came from, and to who has one alike; to nobody else', async () => {
  const tenant = await app.makeTenant('Watching');
  const { redis } = app.services;
  await createApiKey(tenant.context, { projectId: tenant.projectId, name: 'web' });
  const { hint } = await app.services.database.prisma.apiKey.findFirstOrThrow({ where: { projectId: tenant.projectId } });
  const here = await watch(tenant, '198.51.100.7');
  const elsewhere = await watch(tenant, '203.0.113.9');
  expect((await here.next()).refused).toBeNull();
  expect((await elsewhere.next()).refused).toBeNull();

  await writeRefusedKey(redis, { ...refused, atMs: 1000 }, [unknownFrom('198.51.100.7')]);
  expect(await here.next()).toEqual({
    id: '1000',
    refused: { reason: 'unknown', at: '1970-01-01T00:00:01.000Z', hint: 'tg_live_…abcd', keyName: null },
  });
  // The next thing that the other one hears is what comes now: the first was not for them.
  await writeRefusedKey(redis, { ...refused, atMs: 2000, hint }, [alike(hint)]);
  expect((await elsewhere.next()).refused?.hint).toBe(hint);
  expect((await here.next()).id).toBe('2000');
  await writeRefusedKey(redis, { ...refused, reason: 'revoked', atMs: 3000, keyName: 'web' }, [
    { scope: 'project', name: tenant.projectId },
  ]);
  expect((await elsewhere.next()).refused).toMatchObject({ reason: 'revoked', keyName: 'web' });

  const stranger = await watch(await app.makeTenant('Stranger'), '192.0.2.4');
  expect((await stranger.next()).refused).toBeNull();
  for (const one of [here, elsewhere, stranger]) one.stop();
});

test('a watch that reconnects hears of what is newer, and ends with the session', async () => {
  const tenant = await app.makeTenant('Again');
  const scope = { scope: 'project', name: tenant.projectId } as const;
  await writeRefusedKey(app.services.redis, { ...refused, atMs: 5000 }, [scope]);
  const again = await watch(tenant, '198.51.100.8', '5000');
  expect((await again.next()).id).toBe('5000');
  await writeRefusedKey(app.services.redis, { ...refused, atMs: 6000 }, [scope]);
  expect((await again.next()).id).toBe('6000');
  await endSession(app.services, again.sessionId);
  await expect(again.next()).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('the keys of a project of another organisation are not watched', async () => {
  const tenant = await app.makeTenant('Own');
  const { projectId } = await app.makeTenant('Foreign');
  const prying = await watch({ ...tenant, projectId }, '198.51.100.9');
  await expect(prying.next()).rejects.toMatchObject({ code: 'not_found' });
});
