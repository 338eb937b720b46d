import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getOrganization } from '../organization/get-organization.ts';
import { readPublishedProject } from '../testing/read-published.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { createProject } from './create-project.ts';
import { listProjects } from './list-projects.ts';
import { updateProject } from './update-project.ts';

let run: TestServices;
let tenant: Tenant;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
  tenant = await run.makeTenant('Acme');
});
afterAll(() => run.close());

test('a changed project is published with what changed, under the slug it had', async () => {
  const { id, slug } = await createProject(tenant.context, { name: 'Web' });
  await updateProject(tenant.context, { projectId: id, name: 'Website', contentKeep: 'full', contentDays: 7, budgetStatus: 402 });
  expect(await readPublishedProject(run.services, id)).toMatchObject({ slug, content: { keep: 'full', days: 7 }, budgetStatus: 402 });
  expect(await listProjects(tenant.context)).toContainEqual({
    id,
    slug,
    name: 'Website',
    contentKeep: 'full',
    contentDays: 7,
    budgetStatus: 402,
  });
});

test('a change is noted with who made it and what it changed', async () => {
  const { id } = await createProject(tenant.context, { name: 'Noted' });
  await updateProject(tenant.context, { projectId: id, contentDays: 3 });
  const events = await run.services.database.prisma.auditEvent.findMany({ where: { objectId: id }, orderBy: { createdAt: 'asc' } });
  expect(events).toMatchObject([
    { organizationId: tenant.organizationId, actorId: tenant.userId, action: 'project.create', detail: { name: 'Noted', slug: 'noted' } },
    { organizationId: tenant.organizationId, actorId: tenant.userId, action: 'project.update', detail: { contentDays: 3 } },
  ]);
});

test('two projects of an organisation do not share a name, those of two organisations may', async () => {
  await createProject(tenant.context, { name: 'Same' });
  const { id } = await createProject(tenant.context, { name: 'Other' });
  await expect(createProject(tenant.context, { name: ' Same ' })).rejects.toMatchObject({ code: 'conflict', field: 'name' });
  await expect(updateProject(tenant.context, { projectId: id, name: 'Same' })).rejects.toMatchObject({ code: 'conflict', field: 'name' });
  const other = await run.makeTenant();
  expect(await createProject(other.context, { name: 'Same' })).toMatchObject({ slug: 'same' });
});

test('a refused change leaves no trace', async () => {
  const { context, projectId } = await run.makeTenant();
  const before = await run.services.database.prisma.auditEvent.count();
  await expect(updateProject(tenant.context, { projectId, name: 'Mine' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(updateProject({ ...context, role: 'finance' }, { projectId, name: 'Mine' })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await run.services.database.prisma.auditEvent.count()).toBe(before);
  expect(await listProjects(context)).toMatchObject([{ name: 'Default' }]);
});

test('an organisation is read by its members alone', async () => {
  expect(await getOrganization(tenant.context)).toMatchObject({ id: tenant.organizationId, slug: 'acme', name: 'Acme' });
});
