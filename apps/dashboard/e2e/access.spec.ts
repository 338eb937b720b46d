import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { listProcedures } from '@tollgate/api/list-procedures';
import { readTenantState } from '@tollgate/api/testing/read-tenant-state';
import { createInvitation } from '@tollgate/services/invitation/create-invitation';
import { changeRole } from '@tollgate/services/member/change-role';
import { removeMember } from '@tollgate/services/member/remove-member';
import { startExport } from '@tollgate/services/export/start-export';
import { listRequests } from '@tollgate/services/request-log/list-requests';
import { getExport } from '@tollgate/services/export/get-export';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStack } from './stack/stack.ts';
import { connectServices, makeKey, makeMember, makeOwner, type Owner, type Person } from './steps/account.ts';
import { ask } from './steps/ask.ts';
import { postForm, readForm } from './steps/post-form.ts';

const SOURCES = fileURLToPath(new URL('../src/', import.meta.url));
const MARK = 'alpha-secret-mark';

const services = connectServices();
let alpha: Owner;
let beta: Owner;
let exportId: string;
let invitation: string;

/** Who asks, by the cookie that they hold. */
const CALLERS = [
  'anonymous',
  'expired',
  'signed out',
  'removed',
  'removed, signed in again',
  'demoted',
  'stranger',
  'viewer',
  'owner',
] as const;
type Caller = (typeof CALLERS)[number];
const cookies = {} as Record<Caller, string>;

async function signedIn(person: Person): Promise<string> {
  const { cookies: given, status } = await postForm('/sign-in', {
    ...(await readForm('/sign-in', 'Sign in')),
    email: person.email,
    password: person.password,
  });
  expect(status).toBe(303);
  return given.join('; ');
}

async function membershipOf({ email }: Person): Promise<{ id: string; userId: string }> {
  const { organizationId } = alpha.context;
  return services.database.prisma.membership.findFirstOrThrow({
    where: { organizationId, user: { email } },
    select: { id: true, userId: true },
  });
}

beforeAll(async () => {
  alpha = await makeOwner(services, MARK);
  beta = await makeOwner(services, 'Beta');
  await ask(await makeKey(alpha, { name: MARK }), 'sim/echo', MARK, { 'x-tollgate-user': MARK });
  await waitFor('the request', async () => (await listRequests(alpha.context, {})).rows.length === 1, { timeoutMs: 30_000 });
  exportId = (await startExport(alpha.context, { projectId: alpha.projectId, format: 'csv' })).id;
  await waitFor('the export', async () => (await getExport(alpha.context, { exportId })).state === 'done', { timeoutMs: 60_000 });
  const { link } = await createInvitation(alpha.context, { email: null, role: 'admin' });
  invitation = new URL(link ?? '').pathname;

  const [removed, demoted, viewer] = [
    await makeMember(services, alpha, 'admin'),
    await makeMember(services, alpha, 'admin'),
    await makeMember(services, alpha, 'viewer'),
  ];
  cookies.anonymous = '';
  cookies.owner = await signedIn(alpha);
  cookies.stranger = await signedIn(beta);
  cookies.viewer = await signedIn(viewer);
  cookies.removed = await signedIn(removed);
  cookies.demoted = await signedIn(demoted);
  await removeMember(alpha.context, { memberId: (await membershipOf(removed)).id });
  await changeRole(alpha.context, { memberId: (await membershipOf(demoted)).id, role: 'viewer' });
  cookies['removed, signed in again'] = await signedIn(removed);
  for (const [caller, end] of [
    ['expired', { expiresAt: new Date(Date.now() - 1) }],
    ['signed out', null],
  ] as const) {
    const member = await makeMember(services, alpha, 'admin');
    cookies[caller] = await signedIn(member);
    const where = { user: { email: member.email } };
    if (end === null) await services.database.prisma.session.deleteMany({ where });
    else await services.database.prisma.session.updateMany({ where, data: end });
  }
});
afterAll(() => services.close());

type Asked = { path: string; method?: string; body?: unknown; organization?: string; origin?: string };

async function send(
  caller: Caller,
  { path, method = 'GET', body, organization, origin }: Asked,
): Promise<{ status: number; text: string }> {
  const { dashboardUrl } = readStack();
  const headers: Record<string, string> = { cookie: cookies[caller], 'content-type': 'application/json' };
  if (organization !== undefined) headers['x-tollgate-organization'] = organization;
  if (method !== 'GET') headers['origin'] = origin ?? dashboardUrl;
  const answer = await fetch(`${dashboardUrl}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: answer.status, text: await answer.text() };
}

/** What the database holds of Alpha, but for what the worker writes down of the use of keys and whatever is on its way to the proxies. */
async function stateOfAlpha(): Promise<Record<string, string>> {
  const { sessions: _sessions, pending_publications: _pending, ...state } = await readTenantState(services, alpha.context.organizationId);
  return { ...state, api_keys: (state['api_keys'] ?? '').replaceAll(/"last_used_at": [^,}]*/g, '') };
}

const NOT_SIGNED_IN = { anonymous: 401, expired: 401, 'signed out': 401, removed: 401, demoted: 401 } as const;

type Row = { asked: () => Asked; expected: Record<Caller, number>; showsTo: Caller[] };

/** Every route handler, what each caller is answered, and who may read of Alpha in it. A new handler fails below until it has its line here. */
const HANDLERS: Record<string, Row[]> = {
  'app/api/trpc/[trpc]/route.ts': [
    {
      asked: () => ({ path: '/api/trpc/project.list', organization: alpha.organization }),
      expected: { ...NOT_SIGNED_IN, 'removed, signed in again': 404, stranger: 404, viewer: 200, owner: 200 },
      showsTo: ['owner', 'viewer'],
    },
    {
      asked: () => ({ path: '/api/trpc/project.create', method: 'POST', body: { json: {} }, organization: alpha.organization }),
      expected: { ...NOT_SIGNED_IN, 'removed, signed in again': 404, stranger: 404, viewer: 403, owner: 400 },
      showsTo: [],
    },
  ],
  'app/api/export/requests/route.ts': [
    {
      asked: () => ({ path: '/api/export/requests', method: 'POST', body: { format: 'jsonl' }, organization: alpha.organization }),
      expected: { ...NOT_SIGNED_IN, 'removed, signed in again': 404, stranger: 404, viewer: 200, owner: 200 },
      showsTo: ['owner', 'viewer'],
    },
    {
      asked: () => ({
        path: '/api/export/requests',
        method: 'POST',
        body: { format: 'jsonl', projectId: alpha.projectId },
        organization: beta.organization,
      }),
      expected: { ...NOT_SIGNED_IN, 'removed, signed in again': 404, stranger: 200, viewer: 404, owner: 404 },
      showsTo: [],
    },
    {
      asked: () => ({ path: '/api/export/requests', method: 'POST', body: { format: 'csv' } }),
      expected: { ...NOT_SIGNED_IN, 'removed, signed in again': 400, stranger: 400, viewer: 400, owner: 400 },
      showsTo: [],
    },
  ],
  'app/api/export/requests/[exportId]/route.ts': [
    {
      asked: () => ({ path: `/api/export/requests/${exportId}?org=${alpha.organization}` }),
      expected: { ...NOT_SIGNED_IN, 'removed, signed in again': 404, stranger: 404, viewer: 404, owner: 200 },
      showsTo: ['owner'],
    },
    {
      asked: () => ({ path: `/api/export/requests/${exportId}?org=${beta.organization}` }),
      expected: { ...NOT_SIGNED_IN, 'removed, signed in again': 404, stranger: 404, viewer: 404, owner: 404 },
      showsTo: [],
    },
  ],
  // No provider is configured here; what comes back from one is in the tests of identity.
  'app/api/auth/callback/[provider]/route.ts': [
    {
      asked: () => ({ path: '/api/auth/callback/oidc?code=x&state=y' }),
      expected: Object.fromEntries(CALLERS.map((caller) => [caller, 404])) as Record<Caller, number>,
      showsTo: [],
    },
  ],
};

test('every route handler has its line in this table', () => {
  expect(Object.keys(HANDLERS).sort()).toEqual(globSync('app/**/route.{ts,tsx,js}', { cwd: SOURCES }).sort());
});

describe.each(Object.entries(HANDLERS).flatMap(([name, rows]) => rows.map((row, index) => ({ name, ...row, index: index + 1 }))))(
  '$name, line $index',
  ({ asked, expected, showsTo }) => {
    test.each(CALLERS)('%s is answered as the table says, and changes nothing', async (caller) => {
      const before = showsTo.includes(caller) ? null : await stateOfAlpha();
      const { status, text } = await send(caller, asked());
      expect(status, text.slice(0, 300)).toBe(expected[caller]);
      if (!showsTo.includes(caller))
        for (const mark of [MARK, alpha.context.organizationId, alpha.projectId]) expect(text).not.toContain(mark);
      if (before !== null) expect(await stateOfAlpha()).toEqual(before);
    });
  },
);

test('from another site nothing is changed or given out, whoever is signed in', async () => {
  const before = await stateOfAlpha();
  for (const path of ['/api/trpc/project.create', '/api/export/requests']) {
    for (const origin of ['https://evil.example', 'null', `${readStack().dashboardUrl}.evil.example`]) {
      const body = { json: { name: 'x' }, format: 'csv' };
      const { status, text } = await send('owner', { path, method: 'POST', body, organization: alpha.organization, origin });
      expect(status).toBe(403);
      expect(text).not.toContain(MARK);
    }
  }
  expect(await stateOfAlpha()).toEqual(before);
});

const ON_TENANTS = listProcedures().filter(({ access }) => access !== 'public' && access !== 'signed_in' && access !== 'own_account');
const PRIVATE = listProcedures().filter(({ access }) => access !== 'public');

/** The status of every procedure, twenty at a time. */
async function statusesOf(caller: Caller, procedures: typeof PRIVATE): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  for (const kind of ['query', 'mutation'] as const) {
    const paths = procedures.filter(({ type }) => type === kind).map(({ path }) => path);
    for (let from = 0; from < paths.length; from += 20) {
      const some = paths.slice(from, from + 20);
      const inputs = Object.fromEntries(some.map((_, index) => [index, { json: {} }]));
      const { text } = await send(caller, {
        path: `/api/trpc/${some.join(',')}?batch=1${kind === 'query' ? `&input=${encodeURIComponent(JSON.stringify(inputs))}` : ''}`,
        ...(kind === 'mutation' ? { method: 'POST', body: inputs } : {}),
        organization: alpha.organization,
      });
      expect(text).not.toContain(MARK);
      const answers = JSON.parse(text) as { error?: { json: { data: { httpStatus: number } } } }[];
      for (const [index, path] of some.entries()) statuses[path] = answers[index]?.error?.json.data.httpStatus ?? 200;
    }
  }
  for (const { path } of procedures.filter(({ type }) => type === 'subscription')) {
    const asked = { path: `/api/trpc/${path}?input=${encodeURIComponent('{"json":{}}')}`, organization: alpha.organization };
    // A stream of events begins with 200 and says in its first one what is wrong.
    const { status, text } = await send(caller, asked);
    statuses[path] = Number(/"httpStatus":(\d+)/.exec(text)?.[1] ?? status);
  }
  return statuses;
}

const all = (procedures: typeof PRIVATE, status: number) => Object.fromEntries(procedures.map(({ path }) => [path, status]));

test.each(['anonymous', 'expired', 'signed out', 'removed', 'demoted'] as const)(
  'no procedure answers over HTTP whoever is %s',
  async (caller) => {
    const before = await stateOfAlpha();
    expect(await statusesOf(caller, PRIVATE)).toEqual(all(PRIVATE, 401));
    expect(await stateOfAlpha()).toEqual(before);
  },
);

test.each(['removed, signed in again', 'stranger'] as const)(
  'no procedure knows the organisation over HTTP for whoever is %s',
  async (caller) => {
    const before = await stateOfAlpha();
    expect(await statusesOf(caller, ON_TENANTS)).toEqual(all(ON_TENANTS, 404));
    expect(await stateOfAlpha()).toEqual(before);
  },
);

/**
 * Every server action. Those with a form are sent below; the others are named with where they are tested, and take nothing that names an
 * organisation.
 */
const ACTIONS: Record<string, { path: () => string; button: string | RegExp; fields: Record<string, string>; as: Caller } | 'elsewhere'> = {
  'accept-invitation.ts acceptInvitation': { path: () => invitation, button: /^Join/, fields: {}, as: 'stranger' },
  'sign-up-with-invitation.ts signUpWithInvitation': {
    path: () => invitation,
    button: 'Create account and join',
    fields: { name: 'x', email: `${randomUUID()}@example.com`, password: 'correct horse battery' },
    as: 'anonymous',
  },
  'switch-account.ts switchAccount': 'elsewhere',
  'sign-in.ts signIn': { path: () => '/sign-in', button: 'Sign in', fields: { email: 'x@example.com', password: 'x' }, as: 'anonymous' },
  'sign-up.ts signUp': { path: () => '/sign-up', button: 'Create account', fields: { name: '', email: '', password: '' }, as: 'anonymous' },
  'sign-out.ts signOut': 'elsewhere',
  'second-step.ts finishSignIn': 'elsewhere',
  'go-to-provider.ts goToProvider': 'elsewhere',
  'confirm-email.ts confirmEmail': 'elsewhere',
  'reset-password.ts requestReset': {
    path: () => '/forgot-password',
    button: /./,
    fields: { email: 'nobody@example.com' },
    as: 'anonymous',
  },
  'reset-password.ts choosePassword': 'elsewhere',
};

test('every server action has its line in this table', () => {
  const actions = globSync('**/*.{ts,tsx}', { cwd: SOURCES }).flatMap((file) => {
    const text = readFileSync(`${SOURCES}${file}`, 'utf8');
    if (!/^\s*['"]use server['"]/m.test(text)) return [];
    return [...text.matchAll(/^export (?:async function|const) (\w+)/gm)].map(([, name]) => `${file.split('/').at(-1)} ${name}`);
  });
  expect(Object.keys(ACTIONS).sort()).toEqual(actions.sort());
});

test.each(Object.entries(ACTIONS).flatMap(([name, action]) => (action === 'elsewhere' ? [] : [{ name, ...action }])))(
  '$name is refused from another site',
  async ({ path, button, fields, as }) => {
    const before = await stateOfAlpha();
    const form = { ...(await readForm(path(), button, { cookie: cookies[as] })), ...fields };
    const { status, cookies: given, text } = await postForm(path(), form, { cookie: cookies[as], origin: 'https://evil.example' });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(given).toEqual([]);
    expect(text).not.toContain(alpha.projectId);
    expect(await stateOfAlpha()).toEqual(before);
  },
);

test('an invitation is accepted by nobody who is not signed in, nor by whom it was not meant for', async () => {
  const before = await stateOfAlpha();
  const form = await readForm(invitation, /^Join/, { cookie: cookies.stranger });
  for (const caller of ['anonymous', 'expired', 'signed out'] as const) {
    const { location } = await postForm(invitation, form, { cookie: cookies[caller] });
    expect(location).toBeNull();
  }
  for (const token of ['', 'x', 'x'.repeat(43), '\u0000', '{"contains":""}', 'x'.repeat(100_000)]) {
    const { location, status } = await postForm(invitation, { ...form, token }, { cookie: cookies.stranger });
    expect(status).toBeLessThan(500);
    expect(location).toBeNull();
  }
  expect(await stateOfAlpha()).toEqual(before);
});
