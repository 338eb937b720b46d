import { gunzipSync } from 'node:zlib';
import type { Role } from '@tollgate/core/access/permission';
import { newId } from '@tollgate/secrets/new-id';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TenantContext } from '../context.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { ingestUsage } from '../usage/ingest-usage.ts';
import { estimateExport } from './estimate-export.ts';
import { getExport } from './get-export.ts';
import { readExportFile } from './read-export-file.ts';
import { runExports } from './run-exports.ts';
import { startExport } from './start-export.ts';
import { streamExport } from './stream-export.ts';

const COUNT = 1203;
const FORMULA = "=cmd|' /C calc'!A0";
let app: TestServices;
let alpha: Tenant;
let beta: Tenant;
beforeAll(async () => {
  app = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
  alpha = await app.makeTenant('Alpha');
  beta = await app.makeTenant('Beta');
  const now = app.services.clock();
  for (const tenant of [alpha, beta]) {
    const count = tenant === alpha ? COUNT : 1;
    const facts = Array.from({ length: count }, (_, index) => {
      const dimensions = {
        organizationId: tenant.organizationId,
        projectId: tenant.projectId,
        requestId: newId('req', now),
        startedAtMs: now - index * 1000,
        endUser: index === 0 ? FORMULA : `user "${index % 3}"`,
        tags: ['a', 'b'],
      };
      return {
        request: requestFact({ ...dimensions, metadata: { note: '@SUM(1)' }, status: index % 10 === 0 ? 500 : 200 }),
        attempt: attemptFact({ ...dimensions, attemptId: newId('att', now), costPico: '1500000' }),
      };
    });
    for (let from = 0; from < count; from += 500) {
      await ingestUsage(app.services, {
        proxyId: 'proxy-of-the-test',
        batchId: newId('bat', now),
        requests: facts.slice(from, from + 500).map(({ request }) => request),
        attempts: facts.slice(from, from + 500).map(({ attempt }) => attempt),
      });
    }
  }
});
afterAll(() => app.close());

const as = (role: Role): TenantContext => ({ ...alpha.context, role });

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

async function fileOf(context: TenantContext, exportId: string): Promise<string> {
  const { pieces } = await readExportFile(context, { exportId });
  const chunks: Uint8Array[] = [];
  for await (const piece of pieces) chunks.push(piece);
  return Buffer.concat(chunks).toString('utf8');
}

test('a file holds every matching request once, newest first, and the audit log says who took it', async () => {
  expect(await estimateExport(alpha.context, {})).toEqual({ rows: COUNT, isJob: false });
  const { expectedRows, text } = await streamExport(alpha.context, { format: 'jsonl' });
  const rows = (await textOf(text))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(expectedRows).toBe(COUNT);
  expect(new Set(rows.map((row) => row['request_id'])).size).toBe(COUNT);
  expect(rows.map((row) => row['started_at'])).toEqual(
    rows
      .map((row) => row['started_at'])
      .toSorted()
      .toReversed(),
  );
  expect(rows[1]).toMatchObject({ status: 200, cost_usd: '0.0000015', tags: ['a', 'b'], metadata: { note: '@SUM(1)' } });
  const event = await app.services.database.prisma.auditEvent.findFirstOrThrow({ where: { action: 'request.export' } });
  expect(event).toMatchObject({ actorId: alpha.userId, organizationId: alpha.organizationId });
});

test('a filter narrows the file as it narrows the page', async () => {
  const filter = [{ kind: 'text' as const, field: 'status' as const, isNot: false, values: ['5xx'] }];
  const { text } = await streamExport(alpha.context, { format: 'jsonl', filter, projectId: alpha.projectId });
  expect((await textOf(text)).trim().split('\n')).toHaveLength(Math.ceil(COUNT / 10));
});

test('what callers wrote is no formula in a CSV', async () => {
  const lines = (await textOf((await streamExport(alpha.context, { format: 'csv' })).text)).trim().split('\r\n');
  expect(lines).toHaveLength(COUNT + 1);
  expect(lines[1]).toContain(`"'${FORMULA}"`);
  // Inside JSON the sign does not come first, so the cell is no formula.
  expect(lines[1]).toContain('"{""note"":""@SUM(1)""}"');
});

test.each(['viewer', 'prompt_editor'] as const)(
  'the role %s gets no money, in neither format, and cannot ask for it by a filter',
  async (role) => {
    for (const format of ['csv', 'jsonl'] as const)
      expect(await textOf((await streamExport(as(role), { format })).text)).not.toMatch(/cost|0\.0000015|unpriced/);
    const filter = [{ kind: 'number' as const, field: 'cost' as const, comparison: '>' as const, value: '0' }];
    await expect(streamExport(as(role), { format: 'csv', filter })).rejects.toMatchObject({ code: 'forbidden' });
  },
);

test('no column holds a prompt or an answer, for the owner neither', async () => {
  const head = (await textOf((await streamExport(alpha.context, { format: 'csv' })).text)).split('\r\n')[0];
  expect(head).not.toMatch(/prompt|answer|content|message"?,"?messages/);
});

test('the worker writes the same file, with progress, for whoever asked for it and for a day', async () => {
  const streamed = await textOf((await streamExport(alpha.context, { format: 'csv' })).text);
  const { id } = await startExport(alpha.context, { format: 'csv' });
  expect(await getExport(alpha.context, { exportId: id })).toMatchObject({ state: 'queued', rows: 0, expectedRows: COUNT });
  await expect(readExportFile(alpha.context, { exportId: id })).rejects.toMatchObject({ code: 'conflict' });
  expect(await runExports(app.services)).toBe(1);
  expect(await getExport(alpha.context, { exportId: id })).toMatchObject({ state: 'done', rows: COUNT, isCut: false });
  expect(await fileOf(alpha.context, id)).toBe(streamed);
  expect(await runExports(app.services)).toBe(0);

  const colleague: TenantContext = { ...alpha.context, actor: { kind: 'user', userId: 'usr_colleague' } };
  for (const context of [colleague, beta.context]) {
    await expect(getExport(context, { exportId: id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(readExportFile(context, { exportId: id })).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('a worker that died is followed by one that goes on where it was, and no row is written twice', async () => {
  const { id } = await startExport(alpha.context, { format: 'jsonl' });
  const { prisma, pool } = app.services.database;
  // As a worker leaves it that had claimed the export and died.
  await prisma.requestExport.update({ where: { id }, data: { state: 'running', finishedAt: new Date(app.services.clock()) } });
  expect(await runExports(app.services)).toBe(0);
  app.advance(61_000);
  expect(await runExports(app.services)).toBe(1);
  const ids = (await fileOf(alpha.context, id))
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { request_id: string }).request_id);
  expect(new Set(ids).size).toBe(COUNT);
  expect(ids).toHaveLength(COUNT);
  const { rows } = await pool.query<{ body: Buffer }>('SELECT body FROM request_export_chunks WHERE export_id = $1 LIMIT 1', [id]);
  expect(gunzipSync(rows[0]?.body ?? Buffer.alloc(0)).length).toBeGreaterThan(0);
});

test('who has left the organisation meanwhile gets no file', async () => {
  const leaver = await app.makeTenant('Leaver');
  const { id } = await startExport(leaver.context, { format: 'csv' });
  await app.services.database.prisma.membership.deleteMany({ where: { userId: leaver.userId } });
  await runExports(app.services);
  expect(await app.services.database.prisma.requestExport.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'failed', rows: 0 });
});

test('three exports of an organisation are under way at most', async () => {
  for (let count = 0; count < 3; count++) await startExport(beta.context, { format: 'csv' });
  await expect(startExport(beta.context, { format: 'csv' })).rejects.toMatchObject({ code: 'conflict' });
  await runExports(app.services);
});

test('after a day the file is gone', async () => {
  const { id } = await startExport(alpha.context, { format: 'csv' });
  await runExports(app.services);
  app.advance(25 * 3_600_000);
  await expect(getExport(alpha.context, { exportId: id })).rejects.toMatchObject({ code: 'not_found' });
  await runExports(app.services);
  expect(await app.services.database.prisma.requestExportChunk.count()).toBe(0);
});
