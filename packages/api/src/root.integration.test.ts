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
import { EXPECTED_ACCESS } from './testing/expected-access.ts';
import { INPUTS } from './testing/procedure-inputs.ts';
import { readTenantState } from './testing/read-tenant-state.ts';
import { makeTenantFixture, type TenantFixture } from './testing/tenant-fixture.ts';
import { trpc } from './trpc.ts';

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

const ADDRESS = randomUUID();
const createCaller = trpc.createCallerFactory(appRouter);

async function call(
  path: string,
  session: ApiSession | null,
  organization: string | null,
  input: unknown,
): Promise<{ code: string; text: string }> {
  // From an address of its own: what is counted by address is counted for all test files together.
  const headers = new Headers({
    'x-forwarded-for': ADDRESS,
    ...(organization === null ? {} : { 'x-tollgate-organization': organization }),
  });
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

/** The owner of Beta names rows of Alpha. */
async function expectNothingOfAlpha(path: string, isRefused: boolean): Promise<void> {
  const before = await readTenantState(app.services, alpha.organizationId);
  const { code, text } = await call(path, beta.sessions.owner, beta.organizationId, INPUTS[path]!(alpha));
  expect(code, text).toBe(EXPECTED_ACCESS[path]?.foreign);
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
    alpha.sessions.owner.userId,
    'Alpha person',
    'Alpha key',
  ]) {
    expect(text).not.toContain(mark);
  }
  const namesSomethingOfAlpha = JSON.stringify(INPUTS[path]!(alpha)) !== JSON.stringify(INPUTS[path]!(beta));
  if (isRefused && namesSomethingOfAlpha) expect(code).toBe('NOT_FOUND');
  expect(await readTenantState(app.services, alpha.organizationId)).toEqual(before);
}

test('every procedure has its line in this table', () => {
  const paths = PROCEDURES.map(({ path }) => path).sort();
  expect(Object.keys(INPUTS).sort()).toEqual(paths);
  expect(Object.keys(EXPECTED_ACCESS).sort()).toEqual(paths);
});

test.each(PROCEDURES)('$path may be called by whom the table names', ({ path, access }) => {
  const allowed: Partial<Record<string, string>> = { public: 'anyone', signed_in: 'signed in', own_account: 'signed in' };
  expect(allowed[access ?? ''] ?? ROLES.filter((role) => roleAllows(role, access as Permission)).join(' ')).toBe(
    EXPECTED_ACCESS[path]?.may,
  );
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

  test('does not know the organisation for whom it has removed', async () => {
    const before = await readTenantState(app.services, alpha.organizationId);
    expect((await call(path, alpha.removed, alpha.organizationId, INPUTS[path]!(alpha))).code).toBe('NOT_FOUND');
    expect(await readTenantState(app.services, alpha.organizationId)).toEqual(before);
  });

  test('neither shows nor changes what another organisation has, when asked for it by id', async () => {
    await expectNothingOfAlpha(path, type === 'mutation');
  });

  const refused = ROLES.filter((role) => !roleAllows(role, access as Permission));
  test.each(refused)('refuses the role %s, and changes nothing', async (role) => {
    const before = await readTenantState(app.services, alpha.organizationId);
    expect((await call(path, alpha.sessions[role], alpha.organizationId, INPUTS[path]!(alpha))).code).toBe('FORBIDDEN');
    expect(await readTenantState(app.services, alpha.organizationId)).toEqual(before);
  });
});

describe.each(PROCEDURES.filter((each) => !TENANT_PROCEDURES.includes(each) && EXPECTED_ACCESS[each.path]?.foreign !== null))(
  '$path',
  ({ path }) => {
    test('neither shows nor changes what is another person’s, whoever is named', async () => {
      await expectNothingOfAlpha(path, false);
    });
  },
);

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
