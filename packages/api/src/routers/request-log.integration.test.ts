import { startTestServices, type TestServices } from '@tollgate/services/testing/start-test-services';
import { ingestUsage } from '@tollgate/services/usage/ingest-usage';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiContext } from '../create-api-context.ts';
import { appRouter } from '../root.ts';
import { makeTenantFixture, type TenantFixture } from '../testing/tenant-fixture.ts';
import { trpc } from '../trpc.ts';

let app: TestServices;
let tenant: TenantFixture;

beforeAll(async () => {
  app = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
  tenant = await makeTenantFixture(app, 'Pages');
});
afterAll(() => app.close());

function caller() {
  const headers = new Headers({ 'x-tollgate-organization': tenant.organizationId });
  return trpc.createCallerFactory(appRouter)(
    createApiContext({ services: app.services, session: tenant.sessions.owner, headers, reportError: () => undefined }),
  );
}

test('pages of the client’s infinite query join without a gap or a repeat', async () => {
  const { organizationId, projectId, apiKeyId: keyId } = tenant;
  const ids = Array.from({ length: 7 }, (_, index) => `req_page_${index}`);
  // Two of them share their instant, so that only the id puts them in order.
  const facts = ids.map((requestId, index) => ({
    organizationId,
    projectId,
    keyId,
    requestId,
    startedAtMs: app.services.clock() - 600_000 - Math.floor(index / 2) * 1000,
  }));
  await ingestUsage(app.services, {
    proxyId: 'proxy-of-the-test',
    batchId: 'bat_pages',
    requests: facts.map((fact) => requestFact(fact)),
    attempts: facts.map((fact) => attemptFact({ ...fact, attemptId: `att_${fact.requestId}` })),
  });

  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    // `direction` is what the client adds by itself, unknown to the input's type.
    const added = { direction: 'forward' };
    const input: Parameters<ReturnType<typeof caller>['requestLog']['list']>[0] = {
      projectId,
      limit: 3,
      ...(cursor === null ? {} : { cursor }),
      ...added,
    };
    const page: Awaited<ReturnType<ReturnType<typeof caller>['requestLog']['list']>> = await caller().requestLog.list(input);
    seen.push(...page.rows.map((row) => row.requestId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen.filter((id) => id.startsWith('req_page_')).toSorted()).toEqual(ids);
  expect(new Set(seen).size).toBe(seen.length);
});

test('a range that cannot be is refused by name', async () => {
  const question = { zone: 'UTC', bucket: 'day', groupBy: 'none', from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' } as const;
  await expect(caller().spend.query(question)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining('range must end after'),
  });
  await expect(caller().spend.query({ ...question, to: '2026-03-03T00:00:00Z', zone: 'Mars/Base' })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
});
