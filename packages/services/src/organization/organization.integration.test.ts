import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { documentKey } from '@tollgate/redis/keys';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTenantContext } from '../access/open-tenant-context.ts';
import { createApiKey } from '../api-key/create-api-key.ts';
import { listOrganizations } from '../auth/list-organizations.ts';
import { createCredential } from '../credential/create-credential.ts';
import { getRequestContent } from '../request-log/get-request-content.ts';
import { addMember } from '../testing/add-member.ts';
import { readPublishedKey } from '../testing/read-published.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { createOrganization } from './create-organization.ts';
import { deleteOrganization } from './delete-organization.ts';
import { describeOrganizationDeletion } from './describe-deletion.ts';
import { getOrganization } from './get-organization.ts';
import { purgeDeletedOrganizations } from './purge-deleted-organizations.ts';
import { updateOrganization } from './update-organization.ts';

let run: TestServices;
let tenant: Tenant;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
});
beforeEach(async () => {
  tenant = await run.makeTenant('Acme');
});
afterAll(() => run.close());

const open = (organization: string) => openTenantContext(run.services, { userId: tenant.userId, organization });

test('settings are changed as given, and noted with what they were', async () => {
  await updateOrganization(tenant.context, { name: 'Acme Corp', timeZone: 'Asia/Kathmandu', defaultRole: 'developer' });
  expect(await getOrganization(tenant.context)).toMatchObject({
    name: 'Acme Corp',
    timeZone: 'Asia/Kathmandu',
    defaultRole: 'developer',
    contentRoles: ['owner', 'admin', 'developer', 'prompt_editor'],
  });
  expect(await listOrganizations(run.services, tenant.userId)).toMatchObject([{ timeZone: 'Asia/Kathmandu', readsContent: true }]);
  expect(
    await run.services.database.prisma.auditEvent.findFirst({
      where: { organizationId: tenant.organizationId, action: 'organization.update' },
    }),
  ).toMatchObject({
    detail: { name: 'Acme Corp', timeZone: 'Asia/Kathmandu', defaultRole: 'developer' },
    before: { name: 'Acme', timeZone: null, defaultRole: 'viewer' },
  });
  await updateOrganization(tenant.context, { timeZone: null });
  expect(await getOrganization(tenant.context)).toMatchObject({ timeZone: null });
});

test('old addresses lead to the organisation, and nobody else gets them', async () => {
  const { slug } = await getOrganization(tenant.context);
  await updateOrganization(tenant.context, { slug: `${slug}-new` });
  await updateOrganization(tenant.context, { slug: `${slug}-newest` });
  for (const address of [slug, `${slug}-new`, `${slug}-newest`])
    expect(await open(address)).toMatchObject({ organizationId: tenant.organizationId });
  expect((await getOrganization(tenant.context)).pastSlugs).toEqual([slug, `${slug}-new`].toSorted());
  const other = await run.makeTenant(slug);
  expect((await getOrganization(other.context)).slug).not.toBe(slug);
  await expect(updateOrganization(other.context, { slug })).rejects.toMatchObject({ code: 'conflict', field: 'slug' });
  await expect(updateOrganization(other.context, { slug: `${slug}-newest` })).rejects.toMatchObject({ code: 'conflict', field: 'slug' });
  await updateOrganization(tenant.context, { slug });
  expect((await getOrganization(tenant.context)).pastSlugs).toEqual([`${slug}-new`, `${slug}-newest`]);
});

test.each(['', 'Acme', 'a b', '-a', 'a--b', 'a_b', 'org_1', 'a/../b', 'x'.repeat(49), 'ä'])('the address %j is refused', async (slug) => {
  await expect(updateOrganization(tenant.context, { slug })).rejects.toMatchObject({ code: 'invalid', field: 'slug' });
});

test('a role that may not read contents here reads none, with its next request', async () => {
  const developer = await addMember(run.services, tenant.organizationId, 'developer');
  expect(await getRequestContent(developer.context, { requestId: 'req_1' })).toBeNull();
  await updateOrganization(tenant.context, { contentRoles: ['owner'] });
  const now = await openTenantContext(run.services, { userId: developer.userId, organization: tenant.organizationId });
  await expect(getRequestContent(now, { requestId: 'req_1' })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await getRequestContent(await open(tenant.organizationId), { requestId: 'req_1' })).toBeNull();
});

test.each(['finance', 'auditor', 'viewer'] as const)('%s is never let read contents', async (role) => {
  await expect(updateOrganization(tenant.context, { contentRoles: ['owner', role] })).rejects.toMatchObject({ code: 'invalid' });
});

test('an invitation never starts with the role of an owner, and a zone is one that exists', async () => {
  await expect(updateOrganization(tenant.context, { defaultRole: 'owner' as 'viewer' })).rejects.toMatchObject({ code: 'invalid' });
  await expect(updateOrganization(tenant.context, { timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ code: 'invalid' });
});

test('a person makes further organisations of their own, ten an hour', async () => {
  const by = { userId: tenant.userId, address: '192.0.2.7' };
  const made = await createOrganization(run.services, { name: 'Second' }, by);
  const context = await open(made.slug);
  expect(context).toMatchObject({ organizationId: made.id, role: 'owner' });
  expect(await run.services.database.prisma.project.count({ where: { organizationId: made.id } })).toBe(1);
  expect(await run.services.database.prisma.auditEvent.findFirst({ where: { organizationId: made.id } })).toMatchObject({
    actorId: tenant.userId,
    address: '192.0.2.7',
  });
  const others = await Promise.all(Array.from({ length: 9 }, () => createOrganization(run.services, { name: 'Second' }, by)));
  expect(new Set(others.map(({ slug }) => slug)).size).toBe(9);
  await expect(createOrganization(run.services, { name: 'Second' }, by)).rejects.toMatchObject({ code: 'too_many_requests' });
});

test('a deleted organisation has no members, no key that works and no secret, and keeps its ledger', async () => {
  const { context, organizationId, projectId } = tenant;
  const { key } = await createApiKey(context, { projectId, name: 'k' });
  await createCredential(context, { name: 'c', provider: 'openai', secret: 'sk-1' });
  await addMember(run.services, organizationId, 'admin');
  const { pool, prisma } = run.services.database;
  await pool.query(`INSERT INTO key_spend (organization_id, key_id, day, cost_pico) VALUES ($1, 'key_1', '2026-11-20', 5)`, [
    organizationId,
  ]);
  expect(await describeOrganizationDeletion(context)).toEqual({
    projects: 1,
    activeKeys: 1,
    usedKeys: 0,
    credentials: 1,
    members: 2,
    ledgerDays: 90,
  });
  await expect(deleteOrganization(context, { confirmName: 'acme' })).rejects.toMatchObject({ code: 'invalid', field: 'confirmName' });
  const { slug } = await getOrganization(context);
  await deleteOrganization(context, { confirmName: 'Acme' });

  await expect(open(organizationId)).rejects.toMatchObject({ code: 'not_found' });
  await expect(open(slug)).rejects.toMatchObject({ code: 'not_found' });
  expect(await listOrganizations(run.services, tenant.userId)).toEqual([]);
  expect(await readPublishedKey(run.services, key)).toMatchObject({ status: 'revoked' });
  for (const [kind, id] of [
    ['organization', organizationId],
    ['project', projectId],
  ] as const)
    expect(await run.services.redis.get(documentKey(kind, id))).toBeNull();
  expect(await prisma.credential.count({ where: { organizationId } })).toBe(0);
  expect(await prisma.dataKey.count({ where: { organizationId } })).toBe(0);
  expect((await pool.query('SELECT FROM key_spend WHERE organization_id = $1', [organizationId])).rowCount).toBe(1);
  // Its address is free for others.
  expect((await getOrganization((await run.makeTenant(slug)).context)).slug).toBe(slug);
});

test('90 days after its deletion nothing is left of an organisation, and others are as they were', async () => {
  const { pool, prisma } = run.services.database;
  const { key } = await createApiKey(tenant.context, { projectId: tenant.projectId, name: 'k' });
  const other = await run.makeTenant('Neighbour');
  for (const { organizationId } of [tenant, other])
    await pool.query(`INSERT INTO key_spend (organization_id, key_id, day, cost_pico) VALUES ($1, 'key_1', '2026-11-20', 5)`, [
      organizationId,
    ]);
  const before = await readTenantState(other.organizationId);
  await deleteOrganization(tenant.context, { confirmName: 'Acme' });
  run.advance(89 * 86_400_000);
  await purgeDeletedOrganizations(run.services);
  expect(await prisma.organization.count({ where: { id: tenant.organizationId } })).toBe(1);
  run.advance(86_400_000);
  expect(await purgeDeletedOrganizations(run.services)).toBeGreaterThan(0);
  expect(Object.values(await readTenantState(tenant.organizationId)).filter((rows) => rows !== 0)).toEqual([]);
  expect(await prisma.organization.count({ where: { id: tenant.organizationId } })).toBe(0);
  await expect(readPublishedKey(run.services, key)).rejects.toThrow();
  expect(await readTenantState(other.organizationId)).toEqual(before);
});

/** How many rows each table holds of an organisation. */
async function readTenantState(organizationId: string): Promise<Record<string, number>> {
  const { pool } = run.services.database;
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND column_name = 'organization_id' AND table_type = 'BASE TABLE'`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables)
    counts[name] = (await pool.query(`SELECT FROM "${name}" WHERE organization_id = $1`, [organizationId])).rowCount ?? 0;
  return counts;
}

test.each(['admin', 'developer', 'finance', 'viewer'] as const)('%s deletes no organisation', async (role) => {
  const { context } = await addMember(run.services, tenant.organizationId, role);
  await expect(deleteOrganization(context, { confirmName: 'Acme' })).rejects.toMatchObject({ code: 'forbidden' });
});
