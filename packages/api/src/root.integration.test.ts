import { randomUUID } from 'node:crypto';
import { ROLES, roleAllows, type Permission } from '@tollgate/core/access/permission';
import { startTestServices, type TestServices } from '@tollgate/services/testing/start-test-services';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiSession } from './context.ts';
import { createApiContext } from './create-api-context.ts';
import { listProcedures } from './list-procedures.ts';
import { appRouter } from './root.ts';
import { readTenantState } from './testing/read-tenant-state.ts';
import { makeTenantFixture, type TenantFixture } from './testing/tenant-fixture.ts';
import { trpc } from './trpc.ts';

/** Of the owner of a fixture. */
const PASSWORD = 'correct horse battery';

const yesterdayAndToday = () => ({
  from: new Date(Date.now() - 86_400_000).toISOString(),
  to: new Date(Date.now() + 86_400_000).toISOString(),
  zone: 'UTC',
  bucket: 'day',
});

/** What each procedure would be asked about a tenant. A new procedure fails below until it has its line here. */
const INPUTS: Record<string, (tenant: TenantFixture) => unknown> = {
  'account.changePassword': () => ({ currentPassword: PASSWORD, newPassword: PASSWORD }),
  'account.delete': () => ({ confirmEmail: 'somebody@example.com', currentPassword: PASSWORD }),
  'account.disableTwoFactor': () => ({ currentPassword: PASSWORD, code: '000000' }),
  'account.enableTwoFactor': () => ({ code: '' }),
  'account.get': () => undefined,
  'account.listSessions': () => undefined,
  'account.renewRecoveryCodes': () => ({ currentPassword: PASSWORD, code: '000000' }),
  'account.requestEmailChange': () => ({ email: `${randomUUID()}@example.com`, currentPassword: PASSWORD }),
  'account.revokeOtherSessions': () => undefined,
  'account.revokeSession': ({ sessions }) => ({ sessionId: sessions.owner.sessionId }),
  'account.sendVerification': () => undefined,
  'account.startTwoFactor': () => ({ currentPassword: PASSWORD }),
  'account.unlinkProvider': () => ({ provider: 'github', currentPassword: PASSWORD }),
  'account.updatePreferences': () => ({ shortcutsEnabled: false }),
  'account.updateProfile': () => ({ name: 'Owner' }),
  'apiKey.create': ({ projectId }) => ({ projectId, name: 'intruder' }),
  'apiKey.list': ({ projectId }) => ({ projectId }),
  'apiKey.revoke': ({ apiKeyId }) => ({ apiKeyId }),
  'apiKey.rotate': ({ apiKeyId }) => ({ apiKeyId, overlapHours: 1 }),
  'apiKey.update': ({ apiKeyId }) => ({ apiKeyId, name: 'intruder' }),
  'audit.list': () => ({ limit: 10 }),
  'audit.listActors': () => undefined,
  'credential.create': () => ({ name: 'intruder', provider: 'openai', secret: 'sk-intruder' }),
  'credential.delete': ({ credentialId, credentialName }) => ({ credentialId, confirmName: credentialName }),
  'credential.list': () => undefined,
  'credential.listDependents': ({ credentialId }) => ({ credentialId }),
  'credential.listProviders': () => undefined,
  'credential.test': ({ credentialId }) => ({ credentialId }),
  'credential.update': ({ credentialId }) => ({ credentialId, isDefault: true }),
  'endUser.list': ({ projectId }) => ({ projectId }),
  'endUser.listSessions': ({ projectId, name }) => ({ projectId, endUser: `${name} person` }),
  'invitation.accept': ({ invitationToken }) => ({ token: invitationToken }),
  'invitation.create': () => ({ email: 'intruder@example.com', role: 'viewer' }),
  'invitation.list': () => undefined,
  'invitation.read': ({ invitationToken }) => ({ token: invitationToken }),
  'invitation.resend': ({ invitationId }) => ({ invitationId }),
  'invitation.restore': ({ invitationId }) => ({ invitationId }),
  'invitation.revoke': ({ invitationId }) => ({ invitationId }),
  'invitation.signUp': ({ invitationToken, organizationId }) => ({
    token: invitationToken,
    name: 'Alpha newcomer',
    email: `newcomer.${organizationId}@example.com`,
    password: 'correct horse battery',
  }),
  'member.changeRole': ({ memberId }) => ({ memberId, role: 'auditor' }),
  'member.list': () => undefined,
  'member.remove': ({ memberId }) => ({ memberId, revokesKeys: true }),
  'organization.create': () => ({ name: 'intruder' }),
  'organization.delete': () => ({ confirmName: 'Alpha' }),
  'organization.describeDeletion': () => undefined,
  'organization.get': () => undefined,
  'organization.leave': () => undefined,
  'organization.listMine': () => undefined,
  'organization.transfer': ({ memberId, name }) => ({ memberId, confirmName: name }),
  'organization.update': () => ({ timeZone: 'Europe/Berlin' }),
  'onboarding.dismissChecklist': () => undefined,
  'onboarding.progress': ({ projectId }) => ({ projectId }),
  'onboarding.watchRefusedKeys': ({ projectId }) => ({ projectId }),
  'overview.get': ({ projectId }) => ({
    ...yesterdayAndToday(),
    projectIds: [projectId],
    compared: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
  }),
  'overview.listBudgets': ({ projectId }) => ({ projectIds: [projectId] }),
  'overview.listChanges': () => ({
    from: new Date(Date.now() - 86_400_000).toISOString(),
    to: new Date(Date.now() + 86_400_000).toISOString(),
  }),
  'price.list': () => ({}),
  'price.listUnpriced': () => undefined,
  'price.saveOverride': () => ({
    provider: 'openai',
    model: 'intruder',
    effectiveFrom: '2026-01-01',
    inputUsdPerMillion: '1',
    outputUsdPerMillion: '1',
  }),
  'project.create': () => ({ name: 'intruder' }),
  'project.delete': ({ projectId }) => ({ projectId, confirmName: 'renamed by an intruder' }),
  'project.describeDeletion': ({ projectId }) => ({ projectId }),
  'project.list': () => undefined,
  'project.update': ({ projectId }) => ({ projectId, name: 'renamed by an intruder' }),
  'requestLog.estimateExport': ({ projectId }) => ({ projectId }),
  'requestLog.facets': ({ projectId }) => ({ projectId }),
  'requestLog.get': ({ requestId }) => ({ requestId }),
  'requestLog.getContent': ({ requestId }) => ({ requestId }),
  'requestLog.getExport': ({ exportId }) => ({ exportId }),
  'requestLog.histogram': ({ projectId }) => ({ projectId }),
  'requestLog.list': ({ projectId }) => ({ projectId }),
  'requestLog.startExport': ({ projectId }) => ({ projectId, format: 'csv' }),
  'requestLog.watch': ({ projectId }) => ({ projectId }),
  'savedView.create': () => ({ name: 'intruder', isShared: false, parameters: {} }),
  'savedView.delete': ({ viewId }) => ({ viewId }),
  'savedView.list': () => undefined,
  'savedView.update': ({ viewId }) => ({ viewId, name: 'renamed by an intruder' }),
  'route.delete': ({ routeId }) => ({ routeId }),
  'route.list': ({ projectId }) => ({ projectId }),
  'route.save': ({ projectId }) => ({ projectId, name: 'Alpha route', targets: [{ credential: 'sim', model: 'intruder' }] }),
  'search.find': ({ apiKeyId }) => ({ text: apiKeyId }),
  'spend.query': ({ projectId }) => ({ ...yesterdayAndToday(), groupBy: 'end_user', projectIds: [projectId] }),
};

const PROCEDURES = listProcedures();
/** Those that work on an organisation. */
const TENANT_PROCEDURES = PROCEDURES.filter(({ access }) => access !== 'signed_in' && access !== 'own_account' && access !== 'public');

let app: TestServices;
let alpha: TenantFixture;
let beta: TenantFixture;
const reported: unknown[] = [];

beforeAll(async () => {
  app = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
  alpha = await makeTenantFixture(app, 'Alpha');
  beta = await makeTenantFixture(app, 'Beta');
});
afterAll(() => app.close());

const createCaller = trpc.createCallerFactory(appRouter);

async function call(
  path: string,
  session: ApiSession | null,
  organization: string | null,
  input: unknown,
): Promise<{ code: string; text: string }> {
  const headers = new Headers(organization === null ? {} : { 'x-tollgate-organization': organization });
  const context = createApiContext({ services: app.services, session, headers, reportError: (error) => reported.push(error) });
  const [router = '', procedure = ''] = path.split('.');
  const caller = createCaller(context) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  try {
    return { code: 'OK', text: superjson.stringify(await firstOf(await caller[router]![procedure]!(input))) };
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    return { code: error.code, text: error.message };
  }
}

/** Of a subscription its first event; it is ended then. */
async function firstOf(answer: unknown): Promise<unknown> {
  if (typeof answer !== 'object' || answer === null || !(Symbol.asyncIterator in answer)) return answer;
  for await (const event of answer as AsyncIterable<unknown>) return event;
  return null;
}

test('every procedure has its line in this table', () => {
  expect(Object.keys(INPUTS).sort()).toEqual(PROCEDURES.map(({ path }) => path).sort());
});

describe.each(PROCEDURES.filter(({ access }) => access !== 'public'))('$path', ({ path }) => {
  test('refuses whoever is not signed in, and changes nothing', async () => {
    const before = await readTenantState(app.services, alpha.organizationId);
    expect((await call(path, null, alpha.organizationId, INPUTS[path]!(alpha))).code).toBe('UNAUTHORIZED');
    expect(await readTenantState(app.services, alpha.organizationId)).toEqual(before);
  });
});

describe.each(TENANT_PROCEDURES)('$path', ({ path, type, access }) => {
  test('demands the organisation', async () => {
    expect((await call(path, alpha.sessions.owner, null, INPUTS[path]!(alpha))).code).toBe('BAD_REQUEST');
  });

  test('does not know an organisation that the caller is no member of', async () => {
    const before = await readTenantState(app.services, alpha.organizationId);
    expect((await call(path, beta.sessions.owner, alpha.organizationId, INPUTS[path]!(alpha))).code).toBe('NOT_FOUND');
    expect(await readTenantState(app.services, alpha.organizationId)).toEqual(before);
  });

  test('neither shows nor changes what another organisation has, when asked for it by id', async () => {
    const before = await readTenantState(app.services, alpha.organizationId);
    const { code, text } = await call(path, beta.sessions.owner, beta.organizationId, INPUTS[path]!(alpha));
    expect(code).not.toBe('INTERNAL_SERVER_ERROR');
    for (const mark of [
      alpha.organizationId,
      alpha.projectId,
      alpha.apiKeyId,
      alpha.credentialId,
      alpha.routeId,
      alpha.requestId,
      alpha.viewId,
      alpha.exportId,
      alpha.memberId,
      alpha.invitationId,
      'Alpha person',
      'Alpha key',
    ]) {
      expect(text).not.toContain(mark);
    }
    const namesSomethingOfAlpha = JSON.stringify(INPUTS[path]!(alpha)) !== JSON.stringify(INPUTS[path]!(beta));
    const isRefused = type === 'mutation' && namesSomethingOfAlpha;
    expect(code === 'NOT_FOUND' || !isRefused, `${path} answered ${code}`).toBe(true);
    expect(await readTenantState(app.services, alpha.organizationId)).toEqual(before);
  });

  const refused = ROLES.filter((role) => !roleAllows(role, access as Permission));
  test.each(refused)('refuses the role %s, and changes nothing', async (role) => {
    const before = await readTenantState(app.services, alpha.organizationId);
    expect((await call(path, alpha.sessions[role], alpha.organizationId, INPUTS[path]!(alpha))).code).toBe('FORBIDDEN');
    expect(await readTenantState(app.services, alpha.organizationId)).toEqual(before);
  });
});

test('an owner gets through where the others were refused, so the refusals above are about who asked', async () => {
  const others: Record<string, string> = {
    // Another address was typed, no code was, and two-factor authentication is off.
    'account.delete': 'BAD_REQUEST',
    'account.enableTwoFactor': 'BAD_REQUEST',
    'account.disableTwoFactor': 'CONFLICT',
    'account.renewRecoveryCodes': 'CONFLICT',
    // The proxy that would test it is not running here.
    'credential.test': 'SERVICE_UNAVAILABLE',
    // They are in already, and the only owner.
    'invitation.accept': 'CONFLICT',
    'organization.leave': 'CONFLICT',
  };
  // Deleting comes last.
  const ranks = [/revoke|delete|rotate|remove/, /project\.delete/, /restore|organization\.delete/];
  const rank = (path: string): number => ranks.findLastIndex((paths) => paths.test(path));
  for (const { path } of PROCEDURES.toSorted((a, b) => rank(a.path) - rank(b.path))) {
    // Whoever hands their organisation over owns it no more.
    const tenant = path === 'organization.transfer' ? beta : alpha;
    const { code, text } = await call(path, tenant.sessions.owner, tenant.organizationId, INPUTS[path]!(tenant));
    expect(`${path} ${code}`, text).toBe(`${path} ${others[path] ?? 'OK'}`);
  }
});

test('a bug is masked, and reported with its request id', async () => {
  const secret = 'the password is hunter2';
  const router = trpc.router({ broken: (await import('./procedures.ts')).publicProcedure.query(() => Promise.reject(new Error(secret))) });
  const context = createApiContext({
    services: app.services,
    session: null,
    headers: new Headers(),
    reportError: (error) => reported.push(error),
  });
  await expect(trpc.createCallerFactory(router)(context).broken()).rejects.toThrow(/failed on our side/);
  expect(reported.map(String)).toContain(`Error: ${secret}`);
});
