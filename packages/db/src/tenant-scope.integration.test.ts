import { createDatabase as createTestDatabase, type TestDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type Database } from './client.ts';
import { Prisma } from './generated/client.ts';
import { scopeTo } from './tenant-scope.ts';

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase(testDatabaseUrl());
  database = createDatabase(testDatabase.url);
  for (const tenant of ['a', 'b']) await makeTenant(tenant);
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

/** One row of every model that belongs to a tenant; every id ends in the tenant's letter. */
async function makeTenant(tenant: string): Promise<void> {
  const { prisma } = database;
  const organizationId = `org_${tenant}`;
  await prisma.organization.create({ data: { id: organizationId, slug: tenant, name: tenant } });
  await prisma.user.create({ data: { id: `usr_${tenant}`, email: `${tenant}@example.com`, name: tenant, passwordHash: 'x' } });
  await prisma.membership.create({ data: { id: `mem_${tenant}`, organizationId, userId: `usr_${tenant}`, role: 'owner' } });
  await prisma.project.create({ data: { id: `prj_${tenant}`, organizationId, slug: 'one', name: 'One' } });
  await prisma.apiKey.create({
    data: { id: `key_${tenant}`, organizationId, projectId: `prj_${tenant}`, name: 'k', hash: tenant, hint: '' },
  });
  await prisma.credential.create({ data: { id: `crd_${tenant}`, organizationId, name: 'c', provider: 'openai' } });
  await prisma.dataKey.create({ data: { organizationId, version: 1, kekId: 'k', nonce: tenant, sealed: tenant } });
  await prisma.route.create({ data: { id: `rte_${tenant}`, organizationId, projectId: `prj_${tenant}`, name: 'r', publishedVersion: 1 } });
  await prisma.routeVersion.create({ data: { routeId: `rte_${tenant}`, version: 1, organizationId, document: {} } });
  await prisma.priceOverride.create({ data: { id: `price_${tenant}`, organizationId, provider: 'p', model: 'm', row: {} } });
  await prisma.auditEvent.create({
    data: { id: `aud_${tenant}`, organizationId, actorId: 'system', action: 'a', objectType: 'o', objectId: 'o', detail: {} },
  });
  await prisma.pendingPublication.create({ data: { organizationId, kind: 'key', objectId: `key_${tenant}` } });
  await prisma.organizationPastSlug.create({ data: { slug: `past-${tenant}`, organizationId } });
  await prisma.projectPastSlug.create({ data: { organizationId, slug: 'past', projectId: `prj_${tenant}` } });
  const person = { organizationId, userId: `usr_${tenant}` };
  await prisma.formerMember.create({ data: { ...person, id: `fmr_${tenant}`, name: tenant, email: '', removedAt: new Date(0) } });
  await prisma.invitation.create({
    data: { id: `inv_${tenant}`, organizationId, role: 'viewer', tokenHash: tenant, invitedById: `usr_${tenant}`, expiresAt: new Date(0) },
  });
  await prisma.savedView.create({ data: { ...person, id: `viw_${tenant}`, name: 'v', isShared: true, parameters: {} } });
  await prisma.requestExport.create({
    data: { ...person, id: `exp_${tenant}`, format: 'csv', question: {}, state: 'queued', expectedRows: 0, expiresAt: new Date(0) },
  });
  await prisma.requestExportChunk.create({ data: { exportId: `exp_${tenant}`, organizationId, ordinal: 1, body: Buffer.from('') } });
}

type Delegate = {
  findMany(args?: object): Promise<Record<string, unknown>[]>;
  findFirst(args?: object): Promise<Record<string, unknown> | null>;
  count(args?: object): Promise<number>;
  updateMany(args: object): Promise<{ count: number }>;
  deleteMany(args?: object): Promise<{ count: number }>;
  create(args: object): Promise<unknown>;
};

/** The models one by one, as a loop over them needs them. */
function delegate(client: object, model: string): Delegate {
  const name = model.charAt(0).toLowerCase() + model.slice(1);
  return (client as Record<string, Delegate>)[name]!;
}

const columnOf = (model: string) => (model === 'Organization' ? 'id' : 'organizationId');
const fieldsOf = (model: Prisma.ModelName): object => Prisma[`${model}ScalarFieldEnum`];
const MODELS = Object.values(Prisma.ModelName);
const TENANT_MODELS = MODELS.filter((model) => model === 'Organization' || 'organizationId' in fieldsOf(model));
const GLOBAL_MODELS = MODELS.filter((model) => !TENANT_MODELS.includes(model));

test.each(TENANT_MODELS)('%s: a scope reads its own row and no other', async (model) => {
  const own = delegate(scopeTo(database, 'org_a'), model);
  const column = columnOf(model);
  expect((await own.findMany()).map((row) => row[column])).toEqual(['org_a']);
  expect(await own.findFirst({ where: { [column]: 'org_b' } })).toBeNull();
  expect(await own.findMany({ where: { OR: [{ [column]: 'org_b' }, { [column]: { not: '' } }] } })).toHaveLength(1);
  expect(await own.findMany({ where: { NOT: { [column]: 'org_a' } } })).toEqual([]);
  expect(await own.count({ where: { AND: [{ [column]: 'org_b' }] } })).toBe(0);
});

test.each(TENANT_MODELS)('%s: a scope changes and deletes nothing of another', async (model) => {
  const own = delegate(scopeTo(database, 'org_a'), model);
  const all = delegate(database.prisma, model);
  const column = columnOf(model);
  const before = await all.findMany({ where: { [column]: 'org_b' } });
  // Any change that says nothing of its own: every model has its tenant's column.
  expect(await own.updateMany({ where: { [column]: 'org_b' }, data: { [column]: 'org_a' } })).toEqual({ count: 0 });
  expect(await own.deleteMany({ where: { [column]: 'org_b' } })).toEqual({ count: 0 });
  expect(await all.findMany({ where: { [column]: 'org_b' } })).toEqual(before);
});

test.each(TENANT_MODELS)('%s: a scope makes no row for another and moves none there', async (model) => {
  const own = delegate(scopeTo(database, 'org_a'), model);
  await expect(own.create({ data: { [columnOf(model)]: 'org_b' } })).rejects.toThrow('names another organisation');
  await expect(own.updateMany({ data: { [columnOf(model)]: 'org_b' } })).rejects.toThrow('names another organisation');
});

test.each(GLOBAL_MODELS)('%s belongs to no tenant and is out of reach of a scope', async (model) => {
  await expect(delegate(scopeTo(database, 'org_a'), model).findMany()).rejects.toThrow('belongs to no organisation');
});

test('a row of another organisation is not found by its id', async () => {
  const scope = scopeTo(database, 'org_a');
  expect(await scope.apiKey.findUnique({ where: { id: 'key_b' } })).toBeNull();
  expect(await scope.apiKey.findUnique({ where: { id: 'key_a' } })).not.toBeNull();
  await expect(scope.apiKey.update({ where: { id: 'key_b' }, data: { name: 'x' } })).rejects.toThrow();
  await expect(scope.apiKey.delete({ where: { id: 'key_b' } })).rejects.toThrow();
});

test('a new row gets the organisation of the scope', async () => {
  const scope = scopeTo(database, 'org_a');
  // As an input that forgot the column would: the types ask for it, the scope does not need it.
  const data = {
    id: 'aud_new',
    actorId: 'system',
    action: 'a',
    objectType: 'o',
    objectId: 'o',
    detail: {},
  } as Prisma.AuditEventUncheckedCreateInput;
  expect(await scope.auditEvent.create({ data })).toMatchObject({ organizationId: 'org_a' });
  await scope.auditEvent.delete({ where: { id: 'aud_new' } });
});

test('nested writes, raw SQL and the way through a person to other organisations are refused', async () => {
  const scope = scopeTo(database, 'org_a');
  await expect(scope.apiKey.update({ where: { id: 'key_a' }, data: { project: { connect: { id: 'prj_b' } } } })).rejects.toThrow(
    'nested write',
  );
  await expect(scope.project.update({ where: { id: 'prj_a' }, data: { routes: { connect: { id: 'rte_b' } } } })).rejects.toThrow(
    'nested write',
  );
  const raw = scope as unknown as { $queryRawUnsafe(sql: string): Promise<unknown> };
  await expect(raw.$queryRawUnsafe('SELECT 1')).rejects.toThrow('would not be scoped');
  await expect(scope.membership.findMany({ include: { user: true } })).rejects.toThrow('columns only');
  await expect(scope.membership.findMany({ include: { user: { include: { memberships: true } } } })).rejects.toThrow('columns only');
  await expect(scope.apiKey.findMany({ select: { member: { select: { user: { select: { passwordHash: true } } } } } })).rejects.toThrow(
    'columns only',
  );
});

test('the scope holds inside a transaction too', async () => {
  await scopeTo(database, 'org_a').$transaction(async (transaction) => {
    expect(await transaction.project.findMany({ select: { id: true } })).toEqual([{ id: 'prj_a' }]);
    expect(await transaction.project.deleteMany({ where: { id: 'prj_b' } })).toEqual({ count: 0 });
  });
});

test('a scope ends the sessions of one person and does nothing else with sessions', async () => {
  const scope = scopeTo(database, 'org_a');
  const expiresAt = new Date(Date.now() + 60_000);
  for (const tenant of ['a', 'b'])
    await database.prisma.session.create({ data: { id: `ses_${tenant}`, userId: `usr_${tenant}`, expiresAt } });
  const { session } = scope as unknown as typeof database.prisma;
  await expect(session.findMany({ where: { userId: 'usr_a' } })).rejects.toThrow('only ends the sessions of one person');
  await expect(session.deleteMany({})).rejects.toThrow('only ends the sessions of one person');
  await expect(session.deleteMany({ where: { userId: { not: 'usr_c' } } })).rejects.toThrow('only ends the sessions of one person');
  expect(await scope.session.deleteMany({ where: { userId: 'usr_a' } })).toEqual({ count: 1 });
  expect(await database.prisma.session.count()).toBe(1);
});

test("the database itself refuses a row that names another organisation's project or route", async () => {
  const scope = scopeTo(database, 'org_a');
  const organizationId = 'org_a';
  const key = { id: 'key_x', organizationId, projectId: 'prj_b', name: 'x', hash: 'x', hint: '' };
  await expect(scope.apiKey.create({ data: key })).rejects.toThrow('Foreign key constraint');
  await expect(scope.apiKey.update({ where: { id: 'key_a' }, data: { projectId: 'prj_b' } })).rejects.toThrow('Foreign key constraint');
  const route = { id: 'rte_x', organizationId, projectId: 'prj_b', name: 'x', publishedVersion: 1 };
  await expect(scope.route.create({ data: route })).rejects.toThrow('Foreign key constraint');
  const version = { routeId: 'rte_b', version: 2, organizationId, document: {} };
  await expect(scope.routeVersion.create({ data: version })).rejects.toThrow('Foreign key constraint');
});
