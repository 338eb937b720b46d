import { randomUUID } from 'node:crypto';
import { forgetCount, type Throttle } from '@tollgate/services/access/throttle';
import { THROTTLES } from '@tollgate/services/auth/throttles';
import { startTestServices, type TestServices } from '@tollgate/services/testing/start-test-services';
import { formulaAttacks, markupAttacks, operatorAttacks } from '@tollgate/testing/attack-corpus';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { ApiSession } from './context.ts';
import { createApiContext } from './create-api-context.ts';
import { listProcedures } from './list-procedures.ts';
import { ORGANIZATION_HEADER } from './procedures.ts';
import { respondWithExport, respondWithExportFile } from './respond-with-export.ts';
import { appRouter } from './root.ts';
import { INPUTS } from './testing/procedure-inputs.ts';
import { readTenantState } from './testing/read-tenant-state.ts';
import { makeTenantFixture, type TenantFixture } from './testing/tenant-fixture.ts';
import { trpc } from './trpc.ts';

/** Examples that fill every field a person can type into, where the access test's are shorter. */
const FULL_INPUTS: Record<string, (tenant: TenantFixture) => object> = {
  'apiKey.create': ({ projectId }) => ({
    projectId,
    name: 'key',
    expiresAt: '2030-01-01T00:00:00Z',
    rpm: 5,
    budgetUsd: '5',
    budgetPer: 'day',
    value: 'x'.repeat(32),
  }),
  'apiKey.update': ({ apiKeyId }) => ({
    apiKeyId,
    name: 'key',
    expiresAt: '2030-01-01T00:00:00Z',
    rpm: 5,
    budgetUsd: '5',
    budgetPer: 'day',
  }),
  'audit.list': () => ({
    actorId: 'usr_1',
    objectType: 'project',
    objectId: 'prj_1',
    from: '2026-01-01T00:00:00Z',
    to: '2027-01-01T00:00:00Z',
    cursor: 'MTow',
  }),
  'credential.create': () => ({ name: 'credential', provider: 'openai', baseUrl: 'https://models.example.com/v1', secret: 'sk-1' }),
  'credential.update': ({ credentialId }) => ({
    credentialId,
    name: 'credential',
    baseUrl: 'https://models.example.com/v1',
    secret: 'sk-1',
  }),
  'endUser.list': ({ projectId }) => ({
    projectId,
    from: '2026-06-01T00:00:00Z',
    to: '2027-01-01T00:00:00Z',
    order: 'cost',
    search: 'ann',
  }),
  'onboarding.watchRefusedKeys': ({ projectId }) => ({ projectId, lastEventId: '1-1' }),
  'organization.update': ({ name }) => ({
    name,
    slug: `${name.toLowerCase()}-slug`,
    timeZone: 'UTC',
    defaultRole: 'viewer',
    contentRoles: ['owner'],
  }),
  'price.list': () => ({ provider: 'openai', search: 'gpt', cursor: 'a' }),
  'price.saveOverride': () => ({
    provider: 'openai',
    model: 'some model',
    effectiveFrom: '2026-01-02',
    inputUsdPerMillion: '1',
    outputUsdPerMillion: '1',
    cachedInputUsdPerMillion: '1',
  }),
  'project.update': ({ projectId }) => ({ projectId, name: 'project', slug: 'project-slug', contentKeep: 'full' }),
  'requestLog.facets': ({ projectId }) => ({ projectId, ...question(['user']) }),
  'requestLog.histogram': ({ projectId }) => ({ projectId, ...question(['user']) }),
  'requestLog.estimateExport': ({ projectId }) => ({ projectId, ...question(['user']) }),
  'requestLog.list': ({ projectId }) => ({ projectId, ...question(TEXT_FIELDS), cursor: 'MTow' }),
  'requestLog.startExport': ({ projectId }) => ({ projectId, ...question(['tag']), format: 'csv' }),
  'requestLog.watch': ({ projectId }) => ({ projectId, filter: question(['key']).filter, lastEventId: '1-1' }),
  'savedView.create': () => ({ name: 'view', isShared: true, parameters: { q: 'status:5xx' } }),
  'savedView.update': ({ viewId }) => ({ viewId, name: 'view', isShared: true, parameters: { q: 'status:5xx' } }),
};

const TEXT_FIELDS = ['id', 'model', 'requested', 'provider', 'key', 'route', 'user', 'session', 'tag', 'error'];
const question = (fields: readonly string[]) => ({
  from: '2026-06-01T00:00:00Z',
  to: '2027-01-01T00:00:00Z',
  filter: [
    ...fields.map((field) => ({ kind: 'text', field, isNot: true, values: ['x'] })),
    { kind: 'number', field: 'cost', comparison: '>', value: '1' },
    { kind: 'number', field: 'attempts', comparison: '>', value: '1' },
    { kind: 'flag', field: 'streamed', is: true },
  ],
});

/** Stands for a tenant where only the shape of an example matters. */
const BLANK = new Proxy({} as TenantFixture, { get: (_, name) => (name === 'sessions' ? { owner: { sessionId: 'x' } } : 'x') });

/** What Postgres, a pattern, a number or a date would choke on or take for more than it is. */
const AWKWARD = [
  '',
  ' ',
  'a\u0000b',
  'a\u001b[31m',
  '\ud800',
  '%',
  '_',
  '\\',
  "'; DROP TABLE api_keys; --",
  '../../etc/passwd',
  '0',
  '1.5',
  '-1',
  '1e400',
  '9999999999',
  '9'.repeat(40),
  'NaN',
  'null',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '2026-02-30T00:00:00Z',
  'OTk5OTk5OTk5OTk5OTk5OnJlcQ',
  'x'.repeat(300),
  '👍'.repeat(120),
  'x'.repeat(100_000),
];
const TEXTS = [...new Set([...AWKWARD, ...markupAttacks(), ...formulaAttacks()])];

/** By person and by organisation: the first texts of every test get through. */
const COUNTED: Throttle[] = [
  THROTTLES.mailToPerson,
  THROTTLES.passwordOfPerson,
  THROTTLES.codeOfPerson,
  ...['invitation', 'create-organization'].map((name) => ({ name, limit: 0, windowMs: 0 })),
];

/** Fields whose text is not kept as it was given: secrets, what is only compared with, and addresses, which are kept in small letters. */
const NOT_KEPT = /secret|value$|password|code$|token|confirm|email|account\./i;

let app: TestServices;
let alpha: TenantFixture;
let beta: TenantFixture;
let reported: unknown[] = [];

beforeAll(async () => {
  app = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
  alpha = await makeTenantFixture(app, 'Alpha');
  beta = await makeTenantFixture(app, 'Beta');
});
afterAll(() => app.close());
beforeEach(async () => {
  reported = [];
  for (const throttle of COUNTED) {
    for (const subject of [alpha.sessions.owner.userId, alpha.organizationId]) await forgetCount(app.services, throttle, subject);
  }
});

/** Each from an address of its own, for some are counted by it. */
function contextOf(session: ApiSession | null, organization: string | null) {
  const headers = new Headers({
    'x-forwarded-for': randomUUID(),
    ...(organization === null ? {} : { [ORGANIZATION_HEADER]: organization }),
  });
  return createApiContext({ services: app.services, session, headers, reportError: (error) => reported.push(error) });
}

const createCaller = trpc.createCallerFactory(appRouter);

/** As the owner of Alpha; of a subscription the first event. */
async function call(path: string, input: unknown): Promise<{ code: string; message: string }> {
  const [router = '', procedure = ''] = path.split('.');
  const caller = createCaller(contextOf(alpha.sessions.owner, alpha.organizationId)) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  try {
    const answer = await caller[router]![procedure]!(input);
    if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer)
      for await (const _ of answer as AsyncIterable<unknown>) break;
    return { code: 'OK', message: '' };
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    // As the client is told it.
    const issue = error.cause instanceof z.ZodError ? error.cause.issues[0] : undefined;
    return { code: error.code, message: issue?.message ?? error.message };
  }
}

type Place = readonly (string | number)[];

/** Where an example holds texts. */
function textPlaces(value: unknown, at: Place = []): Place[] {
  if (typeof value === 'string') return [at];
  if (Array.isArray(value)) return value.flatMap((item, index) => textPlaces(item, [...at, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => textPlaces(item, [...at, name]));
}

function withText(value: unknown, [step, ...rest]: Place, text: unknown): unknown {
  if (step === undefined) return text;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? withText(item, rest, text) : item));
  return { ...(value as object), [step]: withText((value as Record<string, unknown>)[step], rest, text) };
}

/** Every text anywhere in what the database holds of Alpha. */
async function storedTexts(): Promise<Set<string>> {
  const texts = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  for (const rows of Object.values(await readTenantState(app.services, alpha.organizationId))) {
    for (const row of rows.split('\n')) if (row !== '') collect(JSON.parse(row));
  }
  return texts;
}

const REFUSALS = new Set(['BAD_REQUEST', 'NOT_FOUND', 'CONFLICT', 'TOO_MANY_REQUESTS', 'FORBIDDEN', 'SERVICE_UNAVAILABLE']);
const PLACES = listProcedures().flatMap(({ path, type }) => {
  const example = (tenant: TenantFixture) => FULL_INPUTS[path]?.(tenant) ?? INPUTS[path]!(tenant);
  return textPlaces(example(BLANK)).map((place) => ({ path, type, field: place.join('.'), place, example }));
});

describe.each(PLACES)('$path $field', ({ path, type, field, place, example }) => {
  test('takes a hostile text as it is or says what is wrong with it', async () => {
    const kept: string[] = [];
    for (const text of TEXTS) {
      const { code, message } = await call(path, withText(example(alpha), place, text));
      if (code === 'OK') kept.push(text);
      else {
        expect([...REFUSALS], `${JSON.stringify(text.slice(0, 60))}: ${message}`).toContain(code);
        expect(message.length, message).toBeGreaterThan(10);
        expect(message.length, `${code} ${message.slice(0, 200)}`).toBeLessThan(1000);
      }
    }
    expect(reported).toEqual([]);
    if (type !== 'mutation' || NOT_KEPT.test(`${path}.${field}`)) return;
    const stored = await storedTexts();
    // A change replaces the one before, and the audit log need not name it.
    const lasting = path.endsWith('.update') ? kept.slice(-1) : kept;
    expect(lasting.filter((text) => !stored.has(text) && !stored.has(text.trim()))).toEqual([]);
  });
});

/** What a query builder would take for a condition, a relation or a write, were it let through. */
const OPERATORS: unknown[] = [
  { contains: '' },
  { startsWith: 'sk-' },
  { not: '' },
  { in: ['x'] },
  { set: 'x' },
  { increment: 1 },
  { connect: { id: 'org_x' } },
  { toString: 'x' },
  ['x'],
  7,
  true,
];
const EXTRA_FIELDS = [
  { organizationId: 'org_x' },
  { userId: 'usr_x' },
  { where: {} },
  { orderBy: { organization: { slug: 'asc' } } },
  { data: { connect: { id: 'org_x' } } },
  { include: { user: true } },
];

test.each(PLACES)('$path takes no operator for $field', async ({ path, place, example }) => {
  for (const operator of OPERATORS) {
    const { code } = await call(path, withText(example(alpha), place, operator));
    expect(code, JSON.stringify(operator)).toBe('BAD_REQUEST');
  }
});

test.each([...new Map(PLACES.map((each) => [each.path, each])).values()])(
  '$path takes no field that it does not name',
  async ({ path, example }) => {
    for (const extra of EXTRA_FIELDS) {
      const { code } = await call(path, { ...(example(alpha) as object), ...extra });
      expect(code, JSON.stringify(extra)).toBe('BAD_REQUEST');
    }
  },
);

test('names of parameters and settings are data or refused', async () => {
  for (const name of [...TEXTS, '__proto__', 'constructor', 'toString']) {
    const record = Object.fromEntries([[name, 'x']]);
    for (const [path, input] of [
      ['savedView.create', { name: 'view', isShared: false, parameters: record }],
      ['credential.create', { name: `c ${name.length}`, provider: 'openai', secret: 'sk-1', settings: record }],
      ['credential.update', { credentialId: alpha.credentialId, settings: record }],
    ] as const) {
      expect(['OK', ...REFUSALS], `${path} ${name.slice(0, 60)}`).toContain((await call(path, input)).code);
    }
  }
  expect(reported).toEqual([]);
});

type Answer = { status: number; body: string };

/** One call over HTTP as the browser sends it: mutations by POST and queries by GET, several in one where `inputs` are several. */
async function send(
  path: string,
  type: string,
  inputs: readonly unknown[],
  { session, organization }: { session: ApiSession | null; organization: string },
): Promise<Answer> {
  const isBatch = inputs.length > 1;
  const paths = inputs.map(() => path).join(',');
  const body = JSON.stringify(
    isBatch ? Object.fromEntries(inputs.map((input, index) => [index, superjson.serialize(input)])) : superjson.serialize(inputs[0]),
  );
  const url = new URL(`http://localhost/api/trpc/${paths}`);
  if (isBatch) url.searchParams.set('batch', '1');
  if (type !== 'mutation') url.searchParams.set('input', body);
  const response = await fetchRequestHandler({
    endpoint: '/api/trpc',
    req: new Request(url, type === 'mutation' ? { method: 'POST', body, headers: { 'content-type': 'application/json' } } : {}),
    router: appRouter,
    createContext: () => contextOf(session, organization),
  });
  return { status: response.status, body: await response.text() };
}

const CALLERS = {
  anonymous: () => ({ session: null, organization: alpha.organizationId }),
  'the owner of another organisation': () => ({ session: beta.sessions.owner, organization: alpha.organizationId }),
  'the owner of another organisation, in their own': () => ({ session: beta.sessions.owner, organization: beta.organizationId }),
  'a viewer': () => ({ session: alpha.sessions.viewer, organization: alpha.organizationId }),
};
/** Those that read what they are given; the others do not look at it. */
const WITH_INPUT = listProcedures().filter(({ path, type }) => type !== 'subscription' && INPUTS[path]!(BLANK) !== undefined);

describe.each(Object.keys(CALLERS) as (keyof typeof CALLERS)[])('operators for values, sent by %s', (caller) => {
  test.each(WITH_INPUT)('to $path, change nothing and show nothing of Alpha', async ({ path, type }) => {
    const bodies = operatorAttacks({ organizationId: alpha.organizationId, rowId: alpha.projectId, userId: alpha.sessions.owner.userId });
    const before = await readTenantState(app.services, alpha.organizationId);
    const single = await send(path, type, [bodies[0]], CALLERS[caller]());
    const batched = await send(path, type, bodies, CALLERS[caller]());
    const answers = JSON.parse(batched.body) as { result?: unknown; error?: { json: { data: { code: string; httpStatus: number } } } }[];
    expect(single.status).toBeGreaterThanOrEqual(400);
    expect(answers).toHaveLength(bodies.length);
    for (const [index, { error, result }] of answers.entries()) {
      const body = JSON.stringify(bodies[index]);
      // Nothing at all may be asked of a list or changed, and is no attack.
      if (error === undefined && body === '{}' && /viewer|in their own/.test(caller)) {
        if (caller !== 'a viewer') expect(JSON.stringify(result)).not.toContain(alpha.organizationId);
        continue;
      }
      expect(error?.json.data.httpStatus, `${body} ${JSON.stringify(result)}`).toBeOneOf([400, 401, 403, 404, 429]);
    }
    for (const mark of ['Alpha person', 'Alpha key', alpha.apiKeyId]) if (caller !== 'a viewer') expect(batched.body).not.toContain(mark);
    expect(await readTenantState(app.services, alpha.organizationId)).toEqual(before);
    expect(reported).toEqual([]);
  });
});

const NOT_QUESTIONS = [null, 1, 'x', [], {}, { format: 'exe' }, { format: 'csv', limit: 1 }, { format: 'csv', filter: 'status:5xx' }];
const NO_ORGANIZATIONS = ['', 'x\u0000', '\ud800', 'x'.repeat(200), "' OR 1=1 --", '__proto__'];

test('the handlers of exports refuse what is no question and no organisation, in JSON', async () => {
  const owner = alpha.sessions.owner;
  for (const asked of [
    ...NOT_QUESTIONS,
    ...operatorAttacks({ organizationId: beta.organizationId, rowId: beta.projectId, userId: owner.userId }),
  ]) {
    const answer = await respondWithExport(contextOf(owner, null), alpha.organizationId, asked);
    expect(answer.status, JSON.stringify(asked)).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/json');
  }
  for (const organization of NO_ORGANIZATIONS) {
    for (const answer of [
      await respondWithExport(contextOf(owner, null), organization, { format: 'csv' }),
      await respondWithExportFile(contextOf(owner, null), organization, alpha.exportId),
    ])
      expect([400, 404], organization).toContain(answer.status);
  }
  for (const exportId of [...TEXTS, beta.exportId]) {
    expect([400, 404]).toContain((await respondWithExportFile(contextOf(owner, null), alpha.organizationId, exportId)).status);
  }
  expect(reported).toEqual([]);
});

const DEEP = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
const RAW_BODIES = {
  'no JSON': '{',
  nothing: '',
  'a number': '1',
  'a deep list': DEEP,
  'a deep list for input': `{"json":${DEEP}}`,
  'a deep object for input': `{"json":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
  'a deep filter': `{"json":{"name":"x","isShared":false,"parameters":${DEEP}}}`,
  'a prototype': '{"json":{"__proto__":{"polluted":true,"name":"x"}}}',
  'a constructor': '{"json":{"constructor":{"prototype":{"polluted":true}}}}',
  'a prototype among types':
    '{"json":{"name":"x"},"meta":{"values":{"__proto__.polluted":["Date"],"constructor.prototype.polluted":["Date"]}}}',
  'a type that is none': '{"json":{"name":"x"},"meta":{"values":{"name":[["class","Function"]]}}}',
  'a date for a text': '{"json":{"name":"2026-01-01"},"meta":{"values":{"name":["Date"]}}}',
  'a pattern for a text': '{"json":{"name":"/(a+)+$/"},"meta":{"values":{"name":["regexp"]}}}',
  'ten million letters': `{"json":{"name":"${'x'.repeat(10_000_000)}"}}`,
};

test.each(Object.entries(RAW_BODIES))('%s as a body is refused, and nothing is changed', async (_, body) => {
  const before = await readTenantState(app.services, alpha.organizationId);
  for (const path of ['project.create', 'savedView.create', 'organization.create', 'account.updateProfile']) {
    const response = await fetchRequestHandler({
      endpoint: '/api/trpc',
      req: new Request(`http://localhost/api/trpc/${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
      router: appRouter,
      createContext: () => contextOf(alpha.sessions.owner, alpha.organizationId),
    });
    const text = await response.text();
    expect(response.status, `${path}: ${text.slice(0, 300)}`).toBeOneOf([400, 413]);
    expect(text.length).toBeLessThan(2000);
  }
  expect('polluted' in {}).toBe(false);
  expect(await readTenantState(app.services, alpha.organizationId)).toEqual(before);
});
