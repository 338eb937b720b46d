import { disarm } from '@tollgate/core/csv/write-csv';
import { readCsv } from '@tollgate/core/testing/read-csv';
import { newId } from '@tollgate/secrets/new-id';
import { formulaAttacks, markupAttacks } from '@tollgate/testing/attack-corpus';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '../api-key/create-api-key.ts';
import { listEndUsers } from '../end-user/list-end-users.ts';
import { listSessions } from '../end-user/list-sessions.ts';
import { countFacets } from '../request-log/count-facets.ts';
import { getRequest } from '../request-log/get-request.ts';
import { listRequests } from '../request-log/list-requests.ts';
import { find } from '../search/find.ts';
import { querySpend } from '../spend/query-spend.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { ingestUsage } from '../usage/ingest-usage.ts';
import { readExportFile } from './read-export-file.ts';
import { runExports } from './run-exports.ts';
import { startExport } from './start-export.ts';
import { streamExport } from './stream-export.ts';

const ATTACKS = [...new Set([...markupAttacks(), ...formulaAttacks(), '"', '","', '\r\n=1', '"\r\n=1,2', "'=1", '{"a":1}\n{"b":2}'])].map(
  (text) => text.slice(0, 256),
);

let app: TestServices;
let tenant: Tenant;
/** The request that bears each attack. */
const requestIds = new Map<string, string>();
const keyNames = new Map<string, string>();

beforeAll(async () => {
  app = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
  tenant = await app.makeTenant();
  const now = app.services.clock();
  const { context, organizationId, projectId } = tenant;
  const facts = [];
  for (const [index, text] of ATTACKS.entries()) {
    const requestId = newId('req', now);
    requestIds.set(text, requestId);
    const name =
      text
        .replaceAll(/\p{Cc}/gu, ' ')
        .slice(0, 100)
        .trim() || 'empty';
    const { id: keyId } = await createApiKey(context, { projectId, name });
    keyNames.set(text, name);
    const dimensions = {
      organizationId,
      projectId,
      keyId,
      requestId,
      startedAtMs: now - index * 1000,
      endUser: text,
      sessionId: text,
      route: text.slice(0, 128),
      tags: [text.slice(0, 64)],
      provider: text.slice(0, 64),
      model: text,
    };
    facts.push({
      request: requestFact({
        ...dimensions,
        status: 500,
        requestedModel: text,
        metadata: Object.fromEntries([[text.slice(0, 64) || 'x', text]]),
        errorCode: text.slice(0, 64),
        errorMessage: text,
        userAgent: text,
      }),
      attempt: attemptFact({ ...dimensions, attemptId: newId('att', now), outcome: 'server_error', errorMessage: text }),
    });
  }
  await ingestUsage(app.services, {
    proxyId: 'proxy-of-the-test',
    batchId: newId('bat', now),
    requests: facts.map(({ request }) => request),
    attempts: facts.map(({ attempt }) => attempt),
  });
});
afterAll(() => app.close());

async function textOf(pieces: AsyncIterable<string | Uint8Array>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8');
  return text;
}

async function fileOf(format: 'csv' | 'jsonl', way: 'streamed' | 'by the worker'): Promise<string> {
  if (way === 'streamed') return textOf((await streamExport(tenant.context, { format })).text);
  const { id } = await startExport(tenant.context, { format });
  await runExports(app.services);
  return textOf((await readExportFile(tenant.context, { exportId: id })).pieces);
}

test.each(['streamed', 'by the worker'] as const)('a CSV of hostile requests, %s, reads back as it was and has no formula', async (way) => {
  const [head = [], ...rows] = readCsv(await fileOf('csv', way));
  expect(rows).toHaveLength(ATTACKS.length);
  for (const row of rows) {
    expect(row).toHaveLength(head.length);
    for (const cell of row) expect(disarm(cell)).toBe(cell);
  }
  for (const [index, text] of ATTACKS.entries()) {
    const cells = Object.fromEntries(head.map((name, at) => [name, rows[index]?.[at]]));
    expect(cells).toMatchObject({
      request_id: requestIds.get(text),
      end_user: disarm(text),
      session_id: disarm(text),
      requested_model: disarm(text),
      model: disarm(text),
      error_message: disarm(text),
      key_name: disarm(keyNames.get(text) ?? ''),
      tags: disarm(text.slice(0, 64)),
      route: disarm(text.slice(0, 128)),
    });
  }
});

test.each(['streamed', 'by the worker'] as const)('JSON lines of hostile requests, %s, are one line each and as they were', async (way) => {
  const lines = (await fileOf('jsonl', way)).trimEnd().split('\n');
  expect(lines).toHaveLength(ATTACKS.length);
  for (const [index, text] of ATTACKS.entries()) {
    const row = JSON.parse(lines[index] ?? '') as Record<string, unknown>;
    expect(row).toMatchObject({ end_user: text, session_id: text, model: text, error_message: text, tags: [text.slice(0, 64)] });
    expect(Object.values(row['metadata'] as object)).toEqual([text]);
  }
});

test.each(ATTACKS)('%j as a user, session, model, tag, route and error is found by itself and by nothing else', async (text) => {
  const { context } = tenant;
  const requestId = requestIds.get(text);
  expect(await getRequest(context, { requestId: requestId ?? '' })).toMatchObject({ endUser: text, errorMessage: text, userAgent: text });
  for (const [field, value] of [
    ['user', text],
    ['session', text],
    ['model', text],
    ['requested', text],
  ] as const) {
    const filter = [{ kind: 'text' as const, field, isNot: false, values: [value] }];
    const { rows } = await listRequests(context, { filter });
    expect(
      rows.map((row) => row.requestId),
      field,
    ).toEqual([requestId]);
    expect((await countFacets(context, { filter })).facets.flatMap(({ values }) => values).length, field).toBeGreaterThan(0);
  }
  const { users } = await listEndUsers(context, { search: text });
  expect(users.every((user) => user.endUser.toLowerCase().includes(text.trim().toLowerCase()))).toBe(true);
  expect(users.map(({ endUser }) => endUser)).toContain(text);
  expect((await listSessions(context, { endUser: text })).sessions).toMatchObject([{ sessionId: text }]);
  for (const found of await find(context, { text })) expect(found.name.toLowerCase()).toContain(text.trim().toLowerCase());
});

test('spend by every dimension bears hostile labels as they were', async () => {
  const now = app.services.clock();
  const range = { from: new Date(now - 86_400_000).toISOString(), to: new Date(now + 86_400_000).toISOString() };
  for (const groupBy of ['end_user', 'model', 'tag', 'route'] as const) {
    const { series } = await querySpend(tenant.context, { ...range, zone: 'UTC', bucket: 'day', groupBy, top: 1000 });
    const labels = series.map(({ label }) => label).join('\n');
    for (const text of ATTACKS) expect(labels, groupBy).toContain(text.slice(0, 64));
  }
});
