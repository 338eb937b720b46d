import { ROLES, roleGrants } from '@tollgate/core/access/permission';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTenantContext } from '../access/open-tenant-context.ts';
import { createApiKey } from '../api-key/create-api-key.ts';
import { listApiKeys } from '../api-key/list-api-keys.ts';
import { findSession } from '../auth/find-session.ts';
import { createInvitation } from '../invitation/create-invitation.ts';
import { readInvitation } from '../invitation/read-invitation.ts';
import { transferOwnership } from '../organization/transfer-ownership.ts';
import { readLabels } from '../spend/read-labels.ts';
import { addMember } from '../testing/add-member.ts';
import { readPublishedKey } from '../testing/read-published.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { changeRole } from './change-role.ts';
import { leaveOrganization } from './leave-organization.ts';
import { listMembers } from './list-members.ts';
import { removeMember } from './remove-member.ts';

let run: TestServices;
let tenant: Tenant;
beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
});
beforeEach(async () => {
  tenant = await run.makeTenant('Acme');
});
afterAll(() => run.close());

const own = () => tenant.context.memberId ?? '';
const rolesOf = async () => (await listMembers(tenant.context)).map(({ role }) => role).toSorted();

test('a new role counts with the next request, and ends every session of the person', async () => {
  const member = await addMember(run.services, tenant.organizationId, 'viewer');
  await changeRole(tenant.context, { memberId: member.memberId, role: 'developer' });
  expect(await findSession(run.services, member.sessionId)).toBeNull();
  expect(await openTenantContext(run.services, { userId: member.userId, organization: tenant.organizationId })).toMatchObject({
    role: 'developer',
  });
  expect(
    await run.services.database.prisma.auditEvent.findFirst({ where: { objectId: member.memberId, action: 'member.change_role' } }),
  ).toMatchObject({ actorId: tenant.userId, detail: { email: member.email, role: 'developer' }, before: { role: 'viewer' } });
});

test('the role that somebody has already ends no session and is not noted', async () => {
  const member = await addMember(run.services, tenant.organizationId, 'viewer');
  await changeRole(tenant.context, { memberId: member.memberId, role: 'viewer' });
  expect(await findSession(run.services, member.sessionId)).not.toBeNull();
  expect(await run.services.database.prisma.auditEvent.count({ where: { objectId: member.memberId } })).toBe(0);
});

test.each(ROLES.filter((role) => role !== 'owner'))('%s gives no role that may do more than their own, to nobody', async (role) => {
  const { context } = await addMember(run.services, tenant.organizationId, role);
  const target = await addMember(run.services, tenant.organizationId, 'viewer');
  for (const granted of ROLES) {
    const attempt = changeRole(context, { memberId: target.memberId, role: granted });
    const may = role === 'admin' && roleGrants(role, granted);
    if (may) await attempt;
    else await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
  }
});

test('an admin neither makes, changes nor removes an owner', async () => {
  const { context, memberId } = await addMember(run.services, tenant.organizationId, 'admin');
  await expect(changeRole(context, { memberId, role: 'owner' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(changeRole(context, { memberId: own(), role: 'viewer' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(removeMember(context, { memberId: own() })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await rolesOf()).toEqual(['admin', 'owner']);
});

test('somebody who was demoted a moment ago gives nothing away any more', async () => {
  const { context, memberId } = await addMember(run.services, tenant.organizationId, 'admin');
  const friend = await addMember(run.services, tenant.organizationId, 'viewer');
  await changeRole(tenant.context, { memberId, role: 'viewer' });
  // Their request was let in before.
  await expect(changeRole(context, { memberId: friend.memberId, role: 'admin' })).rejects.toMatchObject({ code: 'forbidden' });
});

test('the only owner can neither leave, be demoted, nor be removed', async () => {
  await addMember(run.services, tenant.organizationId, 'admin');
  await expect(leaveOrganization(tenant.context)).rejects.toMatchObject({ code: 'conflict' });
  await expect(changeRole(tenant.context, { memberId: own(), role: 'admin' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(removeMember(tenant.context, { memberId: own() })).rejects.toMatchObject({ code: 'conflict' });
  expect(await rolesOf()).toEqual(['admin', 'owner']);
});

test('of two owners who go at the same time one stays', async () => {
  for (let round = 0; round < 5; round++) {
    const { context, organizationId } = await run.makeTenant();
    const other = await addMember(run.services, organizationId, 'owner');
    const ends = await Promise.allSettled([
      leaveOrganization(context),
      changeRole(other.context, { memberId: other.memberId, role: 'viewer' }),
    ]);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const owners = await run.services.database.prisma.membership.count({ where: { organizationId, role: 'owner' } });
    expect(owners).toBe(1);
  }
});

test('two owners who remove each other at the same time leave one of them', async () => {
  const other = await addMember(run.services, tenant.organizationId, 'owner');
  const ends = await Promise.allSettled([
    removeMember(tenant.context, { memberId: other.memberId }),
    removeMember(other.context, { memberId: own() }),
  ]);
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await run.services.database.prisma.membership.count({ where: { organizationId: tenant.organizationId } })).toBe(1);
});

test('whoever is removed is out at once, and their keys stay under their name', async () => {
  const member = await addMember(run.services, tenant.organizationId, 'developer', 'Grace');
  const { id, key } = await createApiKey(member.context, { projectId: tenant.projectId, name: 'hers' });
  expect(await listMembers(tenant.context)).toContainEqual(expect.objectContaining({ memberId: member.memberId, activeKeys: 1 }));
  expect(await removeMember(tenant.context, { memberId: member.memberId })).toEqual({ keysLeft: 1 });
  expect(await findSession(run.services, member.sessionId)).toBeNull();
  await expect(openTenantContext(run.services, { userId: member.userId, organization: tenant.organizationId })).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await listApiKeys(tenant.context, { projectId: tenant.projectId })).toMatchObject([
    { id, status: 'active', createdBy: 'Grace', isOrphaned: true },
  ]);
  expect(await readPublishedKey(run.services, key)).toMatchObject({ status: 'active', memberId: null });
  expect((await readLabels(tenant.context, 'member', [member.memberId])).get(member.memberId)).toBe('Grace (left)');
});

test('whoever is removed with their keys leaves none that works', async () => {
  const member = await addMember(run.services, tenant.organizationId, 'developer');
  const { id, key } = await createApiKey(member.context, { projectId: tenant.projectId, name: 'theirs' });
  const { key: other } = await createApiKey(tenant.context, { projectId: tenant.projectId, name: 'mine' });
  expect(await removeMember(tenant.context, { memberId: member.memberId, revokesKeys: true })).toEqual({ keysLeft: 0 });
  expect(await readPublishedKey(run.services, key)).toMatchObject({ status: 'revoked' });
  expect(await readPublishedKey(run.services, other)).toMatchObject({ status: 'active' });
  expect(await run.services.database.prisma.auditEvent.count({ where: { objectId: id, action: 'api_key.revoke' } })).toBe(1);
});

test('what a removed or demoted admin invited to is revoked, so that no way back stays open', async () => {
  const admin = await addMember(run.services, tenant.organizationId, 'admin');
  const { link } = await createInvitation(admin.context, { email: null, role: 'admin' });
  const token = link?.split('/').at(-1) ?? '';
  await changeRole(tenant.context, { memberId: admin.memberId, role: 'developer' });
  expect(await readInvitation(run.services, { token }, null)).toMatchObject({ status: 'revoked' });
});

test('whoever leaves is out, with their sessions elsewhere as they were', async () => {
  const member = await addMember(run.services, tenant.organizationId, 'viewer');
  await leaveOrganization(member.context);
  expect(await findSession(run.services, member.sessionId)).not.toBeNull();
  await expect(openTenantContext(run.services, { userId: member.userId, organization: tenant.organizationId })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('ownership is handed over in one step, to a member, with the name typed', async () => {
  const heir = await addMember(run.services, tenant.organizationId, 'developer');
  await expect(transferOwnership(tenant.context, { memberId: heir.memberId, confirmName: 'acme' })).rejects.toMatchObject({
    code: 'invalid',
    field: 'confirmName',
  });
  await transferOwnership(tenant.context, { memberId: heir.memberId, confirmName: 'Acme' });
  const { prisma } = run.services.database;
  expect((await prisma.membership.findUnique({ where: { id: heir.memberId } }))?.role).toBe('owner');
  expect((await prisma.membership.findUnique({ where: { id: own() } }))?.role).toBe('admin');
  expect(await findSession(run.services, heir.sessionId)).toBeNull();
});

test("another organisation's member is nobody", async () => {
  const stranger = await run.makeTenant();
  const memberId = stranger.context.memberId ?? '';
  await expect(changeRole(tenant.context, { memberId, role: 'viewer' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(removeMember(tenant.context, { memberId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(transferOwnership(tenant.context, { memberId, confirmName: 'Acme' })).rejects.toMatchObject({ code: 'not_found' });
});
