import { randomBytes } from 'node:crypto';
import type { Role } from '@tollgate/core/access/permission';
import { parseRequestQuery } from '@tollgate/core/request-filter/parse-request-query';
import type { RequestFilter } from '@tollgate/core/request-filter/request-filter';
import { costOf } from '@tollgate/core/pricing/cost';
import type { PriceRow } from '@tollgate/core/pricing/price-row';
import { emptyUsage } from '@tollgate/core/usage/usage';
import { createDatabase as connect, type Database } from '@tollgate/db/client';
import { ingestFacts } from '@tollgate/db/ledger/ingest-facts';
import { insertContents } from '@tollgate/db/ledger/insert-contents';
import { connectRedis, type Redis } from '@tollgate/redis/client';
import { contentContext, createDataKey, openDataKey, seal } from '@tollgate/secrets/envelope';
import { createDatabase, type TestDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TenantContext } from '../context.ts';
import { lazyMailQueue } from '../mail/lazy-mail-queue.ts';
import { getRequestContent } from './get-request-content.ts';
import { getRequest } from './get-request.ts';
import { listRequests } from './list-requests.ts';
import { toPageCursor } from './page-cursor.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const keyEncryptionKeys = [{ id: 'kek', key: randomBytes(32) }];
const price: PriceRow = {
  id: 'openai/m1@2026-01-01',
  provider: 'openai',
  model: 'm1',
  effectiveFrom: '2026-01-01',
  source: 'test',
  rates: { input: '2500000', output: '10000000', cachedInput: '1250000' },
};
const override: PriceRow = { ...price, id: 'org_1/openai/m1@2026-02-01', rates: { input: '1', output: '2' } };
const usage = { ...emptyUsage(), input: 120, cachedInput: 40, output: 33, reasoning: 7 };

let testDatabase: TestDatabase;
let database: Database;
let redis: Redis;

function context(organizationId: string, role: Role = 'owner'): TenantContext {
  return {
    database,
    redis,
    keyEncryptionKeys,
    clock: () => NOW,
    proxyInternalUrl: '',
    publicUrl: '',
    mailQueue: lazyMailQueue(testRedisUrl()),
    organizationId,
    actor: { kind: 'system' },
    role,
    readsContent: true,
    memberId: null,
  };
}

beforeAll(async () => {
  testDatabase = await createDatabase(testDatabaseUrl());
  database = connect(testDatabase.url);
  redis = connectRedis(testRedisUrl(), { name: 'test' });
  await database.pool.query(`
    INSERT INTO organizations (id, slug, name) VALUES ('org_1', 'one', 'One'), ('org_2', 'two', 'Two');
    INSERT INTO projects (id, organization_id, slug, name, content_keep) VALUES ('prj_1', 'org_1', 'p', 'P', 'full'), ('prj_9', 'org_1', 'q', 'Q', 'full'), ('prj_2', 'org_2', 'p', 'P', 'full');
    INSERT INTO api_keys (id, organization_id, project_id, name, hash, hint) VALUES ('key_1', 'org_1', 'prj_1', 'Server', 'h', '');
    INSERT INTO credentials (id, organization_id, name, provider, updated_at) VALUES ('cred_1', 'org_1', 'openai-main', 'openai', now())`);
  await database.pool.query('INSERT INTO catalogue_prices (id, provider, model, row) VALUES ($1, $2, $3, $4)', [
    price.id,
    price.provider,
    price.model,
    price,
  ]);
  await database.pool.query(`INSERT INTO price_overrides (id, organization_id, provider, model, row) VALUES ($1, 'org_1', $2, $3, $4)`, [
    override.id,
    override.provider,
    override.model,
    override,
  ]);
  // 120 requests, three to a millisecond, so that pages end between equal instants; every fifth fails, every seventh is the other project's.
  const requests = Array.from({ length: 120 }, (_, index) =>
    requestFact({
      requestId: `req_${String(index).padStart(3, '0')}`,
      startedAtMs: NOW - 100_000 + Math.floor(index / 3),
      projectId: index % 7 === 0 ? 'prj_9' : 'prj_1',
      status: index % 5 === 0 ? 502 : 200,
      model: index % 2 === 0 ? 'm1' : 'm2',
    }),
  );
  const whole = { startedAtMs: NOW, requestId: 'req_whole', keyId: 'key_1', provider: 'openai', credentialId: 'cred_1' };
  await ingestFacts(database.pool, {
    requests: [
      ...requests,
      requestFact({
        ...whole,
        route: 'smart',
        routeVersion: 3,
        attempts: 3,
        tags: ['a'],
        metadata: { team: 'x' },
        endUser: 'ann',
        userAgent: 'curl',
        model: 'm1',
      }),
      requestFact({ startedAtMs: NOW, requestId: 'req_unpriced' }),
      requestFact({ startedAtMs: NOW + 1, requestId: 'req_foreign', organizationId: 'org_2', projectId: 'prj_2' }),
    ],
    attempts: [
      attemptFact({
        ...whole,
        attemptId: 'att_1',
        ordinal: 1,
        outcome: 'server_error',
        upstreamStatus: 500,
        errorMessage: 'It failed.',
        model: 'm1',
        priceRowId: price.id,
        costPico: '0',
        usage: emptyUsage(),
      }),
      attemptFact({
        ...whole,
        attemptId: 'att_2',
        ordinal: 2,
        model: 'm1',
        priceRowId: price.id,
        usage,
        costPico: costOf(usage, price).toString(),
      }),
      attemptFact({
        ...whole,
        attemptId: 'att_3',
        ordinal: 3,
        model: 'm1',
        priceRowId: override.id,
        usage,
        costPico: costOf(usage, override).toString(),
        isEstimated: true,
      }),
      attemptFact({
        startedAtMs: NOW,
        requestId: 'req_unpriced',
        attemptId: 'att_4',
        credentialId: 'cred_gone',
        priceRowId: null,
        costPico: null,
      }),
      // An attempt of another organisation that names our request.
      attemptFact({ ...whole, attemptId: 'att_5', organizationId: 'org_2', priceRowId: price.id, costPico: '999' }),
    ],
  });
});
afterAll(async () => {
  redis.disconnect();
  await database.close();
  await testDatabase.drop();
});

function read(query: string): RequestFilter {
  const parsed = parseRequestQuery(query);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.filter;
}

async function everyPage(filter: Parameters<typeof listRequests>[1], limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listRequests(context('org_1'), { ...filter, limit, ...(cursor === null ? {} : { cursor }) });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    ids.push(...page.rows.map((row) => row.requestId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids;
}

const allIds = ['req_whole', 'req_unpriced', ...Array.from({ length: 120 }, (_, index) => `req_${String(119 - index).padStart(3, '0')}`)];
const idsWhere = (isIn: (index: number) => boolean) => allIds.filter((id) => /\d{3}$/.test(id) && isIn(Number(id.slice(4))));

test.each([1, 7, 40, 100])('pages of %i hold every request once, newest first, also where instants are equal', async (limit) => {
  expect(await everyPage({}, limit)).toEqual(allIds);
});

test('filters narrow the list and the pages', async () => {
  expect(await everyPage({ projectId: 'prj_9' }, 5)).toEqual(idsWhere((index) => index % 7 === 0));
  expect(await everyPage({ filter: read('status:error') }, 5)).toEqual(idsWhere((index) => index % 5 === 0));
  expect(await everyPage({ filter: read('status:success model:m2') }, 9)).toEqual(idsWhere((index) => index % 5 !== 0 && index % 2 === 1));
  expect(await everyPage({ filter: read('requested:sim/echo'), projectId: 'prj_9' }, 100)).toHaveLength(18);
  expect(await everyPage({ filter: read('key:Server'), to: new Date(NOW).toISOString() }, 50)).toHaveLength(120);
  expect(await everyPage({ from: new Date(NOW).toISOString() }, 50)).toEqual(['req_whole', 'req_unpriced']);
  expect(await everyPage({ filter: read(' req_050 ') }, 50)).toEqual(['req_050']);
  expect(await everyPage({ filter: read(`user:"' OR 1=1 --"`) }, 50)).toEqual([]);
});

test('a row shows what its own attempts used and cost', async () => {
  const { rows } = await listRequests(context('org_1'), { from: new Date(NOW).toISOString() });
  expect(rows[0]).toEqual({
    requestId: 'req_whole',
    startedAt: new Date(NOW).toISOString(),
    status: 200,
    errorCode: null,
    requestedModel: 'sim/echo',
    provider: 'openai',
    model: 'm1',
    route: 'smart',
    keyId: 'key_1',
    keyName: 'Server',
    projectId: 'prj_1',
    endUser: 'ann',
    sessionId: null,
    tags: ['a'],
    cache: 'off',
    isStream: false,
    attempts: 3,
    inputTokens: 320,
    outputTokens: 80,
    costPico: costOf(usage, price) + costOf(usage, override),
    isUnpriced: false,
    isEstimated: true,
    durationMs: 805,
    firstTokenMs: 121,
  });
  expect(rows[1]).toMatchObject({ requestId: 'req_unpriced', costPico: null, isUnpriced: true });
  const { rows: without } = await listRequests(context('org_1'), { filter: read('req_001') });
  expect(without[0]).toMatchObject({ costPico: 0n, isUnpriced: false });
});

test('the detail explains the cost of every attempt by the price row it was priced with', async () => {
  const request = await getRequest(context('org_1'), { requestId: 'req_whole' });
  expect(request).toMatchObject({ tags: ['a'], metadata: { team: 'x' }, userAgent: 'curl', routeVersion: 3 });
  expect(
    request.attempts.map(({ attemptId, credentialName, outcome, priceRow }) => ({ attemptId, credentialName, outcome, priceRow })),
  ).toEqual([
    { attemptId: 'att_1', credentialName: 'openai-main', outcome: 'server_error', priceRow: price },
    { attemptId: 'att_2', credentialName: 'openai-main', outcome: 'success', priceRow: price },
    { attemptId: 'att_3', credentialName: 'openai-main', outcome: 'success', priceRow: override },
  ]);
  for (const attempt of request.attempts) expect(attempt.costLines.reduce((sum, line) => sum + line.costPico, 0n)).toBe(attempt.costPico);
  expect(request.attempts[1]?.costLines[1]).toEqual({ bucket: 'cachedInput', quantity: 40, ratePico: 1_250_000n, costPico: 50_000_000n });
  const unpriced = await getRequest(context('org_1'), { requestId: 'req_unpriced' });
  expect(unpriced.attempts).toMatchObject([{ credentialName: null, costPico: null, priceRow: null, costLines: [] }]);
});

test('a request of another organisation does not exist, in the list, the detail or its content', async () => {
  expect((await listRequests(context('org_2'), {})).rows.map((row) => row.requestId)).toEqual(['req_foreign']);
  expect((await listRequests(context('org_2'), { projectId: 'prj_1' })).rows).toEqual([]);
  await expect(getRequest(context('org_2'), { requestId: 'req_whole' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(getRequest(context('org_1'), { requestId: 'req_foreign' })).rejects.toMatchObject({ code: 'not_found' });
});

test.each([
  '',
  'garbage',
  toPageCursor({ startedAtMs: 1, requestId: "'; DROP TABLE requests; --" }),
  Buffer.from('99999999999999999999:req_1').toString('base64url'),
])('the cursor %j is refused', async (cursor) => {
  await expect(listRequests(context('org_1'), { cursor })).rejects.toMatchObject({ code: 'invalid', field: 'cursor' });
});

test('text that no row can hold is refused and does not reach the database', async () => {
  await expect(getRequest(context('org_1'), { requestId: '\0' })).rejects.toMatchObject({ code: 'invalid' });
  await expect(
    listRequests(context('org_1'), { filter: [{ kind: 'text', field: 'model', isNot: false, values: ['\uD800'] }] }),
  ).rejects.toMatchObject({ code: 'invalid' });
});

test.each(['viewer', 'prompt_editor'] as const)('the role %s reads requests without money', async (role) => {
  const request = await getRequest(context('org_1', role), { requestId: 'req_whole' });
  expect(request.costPico).toBeNull();
  for (const attempt of request.attempts) expect(attempt).toMatchObject({ costPico: null, priceRow: null, costLines: [] });
  expect((await listRequests(context('org_1', role), { filter: read('req_unpriced') })).rows[0]).toMatchObject({
    costPico: null,
    isUnpriced: false,
  });
});

test('kept content opens for those who may read it, until its time is over', async () => {
  const sealedKey = createDataKey(keyEncryptionKeys, 'org_1', 1);
  await database.pool.query(`INSERT INTO data_keys (organization_id, version, kek_id, nonce, sealed) VALUES ('org_1', 1, $1, $2, $3)`, [
    sealedKey.kekId,
    sealedKey.nonce,
    sealedKey.ciphertext,
  ]);
  const dataKey = openDataKey(keyEncryptionKeys, sealedKey, 'org_1', 1);
  const keep = (requestId: string, sealedFor: string, expiresAtMs: number) => ({
    ...seal(dataKey, Buffer.from(JSON.stringify({ prompt: 'Grüße', answer: '😀' })), contentContext('org_1', sealedFor)),
    requestId,
    startedAtMs: NOW - 10,
    organizationId: 'org_1',
    projectId: 'prj_1',
    expiresAtMs,
    keyVersion: 1,
    isTruncated: true,
  });
  await insertContents(
    database.pool,
    [keep('req_whole', 'req_whole', NOW + 1), keep('req_001', 'req_001', NOW), keep('req_002', 'req_003', NOW + 1)],
    NOW - 5,
  );

  expect(await getRequestContent(context('org_1', 'developer'), { requestId: 'req_whole' })).toEqual({
    prompt: 'Grüße',
    answer: '😀',
    isTruncated: true,
  });
  expect(await getRequestContent(context('org_1'), { requestId: 'req_001' })).toBeNull();
  expect(await getRequestContent(context('org_1'), { requestId: 'req_004' })).toBeNull();
  expect(await getRequestContent(context('org_2'), { requestId: 'req_whole' })).toBeNull();
  await expect(getRequestContent(context('org_1'), { requestId: 'req_002' })).rejects.toThrow();
  for (const role of ['finance', 'auditor', 'viewer'] as const) {
    await expect(getRequestContent(context('org_1', role), { requestId: 'req_whole' })).rejects.toMatchObject({ code: 'forbidden' });
  }
});
