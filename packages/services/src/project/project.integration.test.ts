import { documentKey } from '@tollgate/redis/keys';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '../api-key/create-api-key.ts';
import { listApiKeys } from '../api-key/list-api-keys.ts';
import { getOrganization } from '../organization/get-organization.ts';
import { saveRoute } from '../route/save-route.ts';
import { readLabels } from '../spend/read-labels.ts';
import { readPublishedKey, readPublishedProject } from '../testing/read-published.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { createProject } from './create-project.ts';
import { deleteProject } from './delete-project.ts';
import { describeProjectDeletion } from './describe-deletion.ts';
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
    pastSlugs: [],
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
    {
      organizationId: tenant.organizationId,
      actorId: tenant.userId,
      action: 'project.update',
      detail: { contentDays: 3 },
      before: { contentDays: 30 },
    },
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

test('old addresses of a project lead on, and no other project of the organisation gets them', async () => {
  const { context } = await run.makeTenant();
  const { id } = await createProject(context, { name: 'Shop' });
  await updateProject(context, { projectId: id, slug: 'store' });
  expect(await listProjects(context)).toContainEqual(expect.objectContaining({ id, slug: 'store', pastSlugs: ['shop'] }));
  expect(await readPublishedProject(run.services, id)).toMatchObject({ slug: 'store' });
  expect(await createProject(context, { name: 'shop' })).toMatchObject({ slug: 'shop-2' });
  const { id: other } = await createProject(context, { name: 'Other' });
  for (const slug of ['shop', 'store'])
    await expect(updateProject(context, { projectId: other, slug })).rejects.toMatchObject({ code: 'conflict', field: 'slug' });
  await updateProject(context, { projectId: id, slug: 'shop' });
  expect(await listProjects(context)).toContainEqual(expect.objectContaining({ id, slug: 'shop', pastSlugs: ['store'] }));
});

test('a deleted project has no key that works and no page, its name is free, and the ledger still knows it', async () => {
  const { context } = await run.makeTenant();
  const { id, slug } = await createProject(context, { name: 'Gone' });
  const { key } = await createApiKey(context, { projectId: id, name: 'k' });
  await saveRoute(context, { projectId: id, name: 'r', targets: [{ credential: 'sim', model: 'echo' }] });
  expect(await describeProjectDeletion(context, { projectId: id })).toEqual({
    activeKeys: 1,
    usedKeys: 0,
    routes: 1,
    isOnlyProject: false,
  });
  await expect(deleteProject(context, { projectId: id, confirmName: 'gone' })).rejects.toMatchObject({ field: 'confirmName' });
  await deleteProject(context, { projectId: id, confirmName: ' Gone ' });
  expect(await readPublishedKey(run.services, key)).toMatchObject({ status: 'revoked' });
  expect(await run.services.redis.get(documentKey('project', id))).toBeNull();
  expect(await listProjects(context)).toMatchObject([{ name: 'Default' }]);
  await expect(listApiKeys(context, { projectId: id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(updateProject(context, { projectId: id, name: 'Back' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(deleteProject(context, { projectId: id, confirmName: 'Gone' })).rejects.toMatchObject({ code: 'not_found' });
  expect((await readLabels(context, 'project', [id])).get(id)).toBe('Gone (deleted)');
  expect(await createProject(context, { name: 'Gone' })).toMatchObject({ slug });
});

test('an organisation keeps one project, also when the last two are deleted at once', async () => {
  const { context, projectId } = await run.makeTenant();
  await expect(deleteProject(context, { projectId, confirmName: 'Default' })).rejects.toMatchObject({ code: 'conflict' });
  const { id } = await createProject(context, { name: 'Two' });
  const ends = await Promise.allSettled([
    deleteProject(context, { projectId, confirmName: 'Default' }),
    deleteProject(context, { projectId: id, confirmName: 'Two' }),
  ]);
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await listProjects(context)).toHaveLength(1);
});
