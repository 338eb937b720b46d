import { ROLES } from '@tollgate/core/access/permission';
import { runExports } from '@tollgate/services/export/run-exports';
import { startTestServices, type TestServices } from '@tollgate/services/testing/start-test-services';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiContext, ApiSession } from './context.ts';
import { createApiContext } from './create-api-context.ts';
import { respondWithExport, respondWithExportFile } from './respond-with-export.ts';
import { readTenantState } from './testing/read-tenant-state.ts';
import { makeTenantFixture, type TenantFixture } from './testing/tenant-fixture.ts';

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

function as(session: ApiSession | null): ApiContext {
  return createApiContext({ services: app.services, session, headers: new Headers(), reportError: (error) => reported.push(error) });
}

const question = () => ({ format: 'csv', projectId: alpha.projectId });

test('nobody without a session, and nobody of another organisation, gets a file or a word of it, and nothing changes', async () => {
  await runExports(app.services);
  const before = await readTenantState(app.services, alpha.organizationId);
  for (const [session, status] of [
    [null, 401],
    [beta.sessions.owner, 404],
  ] as const) {
    for (const answer of [
      await respondWithExport(as(session), alpha.organizationId, question()),
      await respondWithExportFile(as(session), alpha.organizationId, alpha.exportId),
    ]) {
      expect(answer.status).toBe(status);
      expect(await answer.text()).not.toContain('Alpha');
    }
  }
  // Their own organisation, the other's ids.
  const own = await respondWithExport(as(beta.sessions.owner), beta.organizationId, question());
  expect((await own.text()).trim().split('\r\n')).toHaveLength(1);
  expect((await respondWithExportFile(as(beta.sessions.owner), beta.organizationId, alpha.exportId)).status).toBe(404);
  expect(await readTenantState(app.services, alpha.organizationId)).toEqual(before);
});

test('every role that reads requests gets its own columns, and only whoever asked for a background file gets that', async () => {
  for (const role of ROLES) {
    const answer = await respondWithExport(as(alpha.sessions[role]), alpha.organizationId, question());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="tollgate-requests.csv"');
    const text = await answer.text();
    expect(text).toContain('Alpha person');
    expect(text.includes('cost_usd')).toBe(!['viewer', 'prompt_editor'].includes(role));
    const file = await respondWithExportFile(as(alpha.sessions[role]), alpha.organizationId, alpha.exportId);
    expect(file.status).toBe(role === 'owner' ? 200 : 404);
    if (role === 'owner') expect(await file.text()).toContain('Alpha person');
  }
});

test.each([null, 1, [], {}, { format: 'exe' }, { format: 'csv', filter: [{ $gt: '' }] }, { format: 'csv', projectId: { not: 'x' } }])(
  'the question %j is refused with its field, and reported as no bug',
  async (hostile) => {
    const answer = await respondWithExport(as(alpha.sessions.owner), alpha.organizationId, hostile);
    expect(answer.status).toBe(400);
    expect(reported).toEqual([]);
  },
);

test.each(['', '../x', "' OR 1=1", 'exp_nothing'])('the export %j is refused', async (exportId) => {
  const answer = await respondWithExportFile(as(alpha.sessions.owner), alpha.organizationId, exportId);
  expect([400, 404]).toContain(answer.status);
});
