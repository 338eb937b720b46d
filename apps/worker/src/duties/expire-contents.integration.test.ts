import { contentContext, openDataKey, seal } from '@tollgate/secrets/envelope';
import { deleteOrganization } from '@tollgate/services/organization/delete-organization';
import { createProject } from '@tollgate/services/project/create-project';
import { deleteProject } from '@tollgate/services/project/delete-project';
import { updateProject } from '@tollgate/services/project/update-project';
import { getRequestContent } from '@tollgate/services/request-log/get-request-content';
import { startTestServices, type Tenant, type TestServices } from '@tollgate/services/testing/start-test-services';
import { storeContent } from '@tollgate/services/usage/store-content';
import { createLogger } from '@tollgate/telemetry/logger';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkerMetrics } from '../metrics/worker-metrics.ts';
import { expireContents } from './expire-contents.ts';

const DAY_MS = 86_400_000;

let run: TestServices;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
});
afterAll(() => run.close());

/** A tenant whose project keeps contents for 30 days, with one kept so many days ago each. */
async function tenantWith(ages: readonly number[]): Promise<Tenant> {
  const tenant = await run.makeTenant('Acme');
  await updateProject(tenant.context, { projectId: tenant.projectId, contentKeep: 'full', contentDays: 30 });
  await keep(tenant, tenant.projectId, ages);
  return tenant;
}

async function keep({ organizationId }: Tenant, projectId: string, ages: readonly number[]): Promise<void> {
  const { database, keyEncryptionKeys, clock } = run.services;
  const { kekId, nonce, sealed } = await database.prisma.dataKey.findFirstOrThrow({ where: { organizationId } });
  const dataKey = openDataKey(keyEncryptionKeys, { kekId, nonce, ciphertext: sealed }, organizationId, 1);
  const items = ages.map((days) => {
    const requestId = nameOf(projectId, days);
    // A minute less than whole days, so that "kept for so many days" is not about the instant itself.
    const startedAtMs = clock() - days * DAY_MS + 60_000;
    const content = Buffer.from(JSON.stringify({ prompt: `asked ${days} days ago`, answer: 'yes' }));
    return {
      ...seal(dataKey, content, contentContext(organizationId, requestId)),
      requestId,
      startedAtMs,
      organizationId,
      projectId,
      expiresAtMs: startedAtMs + 30 * DAY_MS,
      keyVersion: 1,
      isTruncated: false,
    };
  });
  await storeContent(run.services, { items });
}

function nameOf(projectId: string, days: number): string {
  return `req_${projectId}_${days}`;
}

function runDuty(): Promise<void> {
  return expireContents.run({
    services: run.services,
    mailer: null,
    logger: createLogger('test', 'silent'),
    metrics: createWorkerMetrics(),
  });
}

/** The ages of what can be read, and of what is on disk. */
async function agesOf({ context }: Tenant, projectId: string, ages: readonly number[]): Promise<{ read: number[]; stored: number[] }> {
  const read: number[] = [];
  for (const days of ages) if (await getRequestContent(context, { requestId: nameOf(projectId, days) })) read.push(days);
  const { rows } = await run.services.database.pool.query<{ id: string }>(
    'SELECT request_id AS id FROM request_contents WHERE project_id = $1',
    [projectId],
  );
  const names = new Set(rows.map(({ id }) => id));
  return { read, stored: ages.filter((days) => names.has(nameOf(projectId, days))) };
}

test('content past its days is deleted, newer content stays', async () => {
  const tenant = await tenantWith([1, 29, 30]);
  run.advance(2 * 60_000);
  await runDuty();
  expect(await agesOf(tenant, tenant.projectId, [1, 29, 30])).toEqual({ read: [1, 29], stored: [1, 29] });
});

test('fewer days count for what is kept already: unreadable at once, deleted by the next run', async () => {
  const tenant = await tenantWith([1, 8, 20]);
  await updateProject(tenant.context, { projectId: tenant.projectId, contentDays: 7 });
  expect(await agesOf(tenant, tenant.projectId, [1, 8, 20])).toEqual({ read: [1], stored: [1, 8, 20] });
  await runDuty();
  expect(await agesOf(tenant, tenant.projectId, [1, 8, 20])).toEqual({ read: [1], stored: [1] });
  await updateProject(tenant.context, { projectId: tenant.projectId, contentDays: 90 });
  await runDuty();
  expect((await agesOf(tenant, tenant.projectId, [1])).read).toEqual([1]);
});

test.each(['none', 'metadata'] as const)(
  'a project that turns to %s loses what it kept, and no other project does',
  async (contentKeep) => {
    const tenant = await tenantWith([1, 8]);
    const other = await createProject(tenant.context, { name: 'Other' });
    await updateProject(tenant.context, { projectId: other.id, contentKeep: 'full' });
    await keep(tenant, other.id, [1]);
    await updateProject(tenant.context, { projectId: tenant.projectId, contentKeep });
    expect(await agesOf(tenant, tenant.projectId, [1, 8])).toEqual({ read: [], stored: [1, 8] });
    await runDuty();
    expect(await agesOf(tenant, tenant.projectId, [1, 8])).toEqual({ read: [], stored: [] });
    expect(await agesOf(tenant, other.id, [1])).toEqual({ read: [1], stored: [1] });
  },
);

test('what a deleted project or organisation kept is deleted', async () => {
  const tenant = await tenantWith([1]);
  const other = await createProject(tenant.context, { name: 'Other' });
  await updateProject(tenant.context, { projectId: other.id, contentKeep: 'full' });
  await keep(tenant, other.id, [2]);
  await deleteProject(tenant.context, { projectId: other.id, confirmName: 'Other' });
  await runDuty();
  expect(await agesOf(tenant, other.id, [2])).toEqual({ read: [], stored: [] });
  expect(await agesOf(tenant, tenant.projectId, [1])).toEqual({ read: [1], stored: [1] });
  await deleteOrganization(tenant.context, { confirmName: 'Acme' });
  await runDuty();
  expect((await agesOf(tenant, tenant.projectId, [1])).stored).toEqual([]);
});
