import { randomUUID } from 'node:crypto';
import { ROLES, roleAllows } from '@tollgate/core/access/permission';
import type { Mail } from '@tollgate/core/mail/mail';
import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listOrganizations } from '../auth/list-organizations.ts';
import type { Services, TenantContext } from '../context.ts';
import { deleteOrganization } from '../organization/delete-organization.ts';
import { addMember } from '../testing/add-member.ts';
import { startTestServices, type Tenant, type TestServices } from '../testing/start-test-services.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { createInvitation } from './create-invitation.ts';
import { listInvitations } from './list-invitations.ts';
import { readInvitation } from './read-invitation.ts';
import { resendInvitation } from './resend-invitation.ts';
import { restoreInvitation } from './restore-invitation.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { signUpWithInvitation } from './sign-up-with-invitation.ts';

const DAY_MS = 86_400_000;
const PASSWORD = 'correct horse battery';

let run: TestServices;
let tenant: Tenant;
let context: TenantContext;
let services: Services;
const mails: Mail[] = [];

beforeAll(async () => {
  run = await startTestServices(await createDatabase(testDatabaseUrl()), testRedisUrl());
});
beforeEach(async () => {
  tenant = await run.makeTenant('Acme');
  mails.length = 0;
  // What goes to the worker is looked at on its way.
  const mailQueue: Services['mailQueue'] = {
    ...run.services.mailQueue,
    add: (payload, options) => {
      mails.push(payload.mail);
      return run.services.mailQueue.add(payload, options);
    },
  };
  services = { ...run.services, mailQueue };
  context = { ...tenant.context, mailQueue };
});
afterAll(() => run.close());

const newEmail = () => `${randomUUID()}@example.com`;
const person = (userId: string) => ({ userId, address: null });
const tokenOf = (link: string | null) => link?.split('/').at(-1) ?? '';

/** The token in the mail that was sent last. */
function mailedToken(): string {
  const mail = mails.findLast(({ template }) => template === 'invitation');
  return mail?.template === 'invitation' ? tokenOf(mail.data.link) : '';
}

test('an address that was invited by mail becomes a new, verified member by its link', async () => {
  const email = newEmail();
  const sent = await createInvitation(context, { email: email.toUpperCase(), role: 'finance' });
  expect(sent).toMatchObject({ link: null, isMailed: true });
  expect(mails).toMatchObject([
    { to: email, template: 'invitation', data: { organizationName: 'Acme', inviterName: 'Owner', role: 'finance' } },
  ]);
  const token = mailedToken();
  expect(await readInvitation(services, { token }, null)).toMatchObject({
    status: 'pending',
    organizationName: 'Acme',
    email,
    hasAccount: false,
    role: 'finance',
    inviterName: 'Owner',
  });
  const { userId } = await signUpWithInvitation(services, { token, name: 'Ada', email, password: PASSWORD }, '192.0.2.1');
  expect(await services.database.prisma.user.findUnique({ where: { id: userId } })).toMatchObject({
    email,
    emailVerifiedAt: new Date(services.clock()),
  });
  expect(await listOrganizations(services, userId)).toMatchObject([{ id: tenant.organizationId, role: 'finance' }]);
  expect(await listInvitations(context)).toEqual([]);
  expect(
    await services.database.prisma.auditEvent.findFirst({ where: { action: 'member.join' }, orderBy: { createdAt: 'desc' } }),
  ).toMatchObject({ actorId: userId, address: '192.0.2.1', detail: { email, role: 'finance' } });
});

test('the token is stored as a hash alone', async () => {
  const { link } = await createInvitation(context, { email: null, role: 'viewer' });
  const rows = await services.database.prisma.invitation.findMany({ where: { organizationId: tenant.organizationId } });
  expect(rows[0]?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(rows)).not.toContain(tokenOf(link));
});

test('a link lets in whoever comes first, once, and proves no address', async () => {
  const { link } = await createInvitation(context, { email: null, role: 'viewer' });
  const token = tokenOf(link);
  const { userId } = await signUpWithInvitation(services, { token, name: 'Ada', email: newEmail(), password: PASSWORD }, null);
  expect((await services.database.prisma.user.findUnique({ where: { id: userId } }))?.emailVerifiedAt).toBeNull();
  expect(mails.map(({ template }) => template)).toEqual(['verify_email']);
  await expect(signUpWithInvitation(services, { token, name: 'Eve', email: newEmail(), password: PASSWORD }, null)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('used already'),
  });
  expect(await readInvitation(services, { token }, null)).toMatchObject({ status: 'accepted' });
});

test('of many who follow a link at the same time one gets in', async () => {
  const { link } = await createInvitation(context, { email: null, role: 'viewer' });
  const people = await Promise.all(Array.from({ length: 5 }, () => run.makeTenant('Elsewhere')));
  const ends = await Promise.allSettled(people.map(({ userId }) => acceptInvitation(services, { token: tokenOf(link) }, person(userId))));
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await services.database.prisma.membership.count({ where: { organizationId: tenant.organizationId } })).toBe(2);
});

test('a mailed invitation is of no use to another account, and proves the address of the right one', async () => {
  const other = await run.makeTenant('Elsewhere');
  const { email } = await services.database.prisma.user.findUniqueOrThrow({ where: { id: other.userId } });
  await services.database.prisma.user.update({ where: { id: other.userId }, data: { emailVerifiedAt: null } });
  await createInvitation(context, { email, role: 'viewer' });
  const token = mailedToken();
  expect(await readInvitation(services, { token }, null)).toMatchObject({ hasAccount: true });
  const thief = await run.makeTenant('Thief');
  await expect(acceptInvitation(services, { token }, person(thief.userId))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(signUpWithInvitation(services, { token, name: 'Eve', email: newEmail(), password: PASSWORD }, null)).rejects.toMatchObject({
    code: 'forbidden',
    field: 'email',
  });
  await expect(signUpWithInvitation(services, { token, name: 'Eve', email, password: PASSWORD }, null)).rejects.toMatchObject({
    code: 'conflict',
    field: 'email',
  });
  expect(await acceptInvitation(services, { token }, person(other.userId))).toEqual({ organization: expect.stringContaining('acme') });
  expect((await services.database.prisma.user.findUnique({ where: { id: other.userId } }))?.emailVerifiedAt).not.toBeNull();
});

test('a member uses no invitation up', async () => {
  const { link } = await createInvitation(context, { email: null, role: 'viewer' });
  await expect(acceptInvitation(services, { token: tokenOf(link) }, person(tenant.userId))).rejects.toMatchObject({ code: 'conflict' });
  expect(await readInvitation(services, { token: tokenOf(link) }, null)).toMatchObject({ status: 'pending' });
});

test('after 7 days an invitation is expired, until it is sent again; then the old link leads nowhere', async () => {
  const email = newEmail();
  const { id } = await createInvitation(context, { email, role: 'viewer' });
  const old = mailedToken();
  run.advance(7 * DAY_MS);
  expect(await readInvitation(services, { token: old }, null)).toMatchObject({ status: 'expired' });
  await expect(signUpWithInvitation(services, { token: old, name: 'Ada', email, password: PASSWORD }, null)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('expired'),
  });
  expect(await listInvitations(context)).toMatchObject([{ id, status: 'expired', email }]);
  await resendInvitation(context, { invitationId: id });
  expect(await listInvitations(context)).toMatchObject([{ id, status: 'pending' }]);
  await expect(readInvitation(services, { token: old }, null)).rejects.toMatchObject({ code: 'not_found' });
  await signUpWithInvitation(services, { token: mailedToken(), name: 'Ada', email, password: PASSWORD }, null);
  await expect(resendInvitation(context, { invitationId: id })).rejects.toMatchObject({ code: 'conflict' });
  await expect(revokeInvitation(context, { invitationId: id })).rejects.toMatchObject({ code: 'conflict' });
});

test('a revoked invitation lets nobody in until that is taken back', async () => {
  const { id, link } = await createInvitation(context, { email: null, role: 'viewer' });
  const token = tokenOf(link);
  await revokeInvitation(context, { invitationId: id });
  await revokeInvitation(context, { invitationId: id });
  expect(await readInvitation(services, { token }, null)).toMatchObject({ status: 'revoked' });
  const guest = await run.makeTenant('Elsewhere');
  await expect(acceptInvitation(services, { token }, person(guest.userId))).rejects.toMatchObject({ code: 'conflict' });
  await restoreInvitation(context, { invitationId: id });
  await acceptInvitation(services, { token }, person(guest.userId));
});

test('an address is invited once at a time, also by two at once, and a member not at all', async () => {
  const email = newEmail();
  const admin = await addMember(services, tenant.organizationId, 'admin');
  const ends = await Promise.allSettled([
    createInvitation(context, { email, role: 'viewer' }),
    createInvitation({ ...admin.context, mailQueue: context.mailQueue }, { email, role: 'developer' }),
  ]);
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await expect(createInvitation(context, { email: admin.email, role: 'viewer' })).rejects.toMatchObject({
    code: 'conflict',
    field: 'email',
  });
});

test.each(ROLES)('%s invites to no role that may do more than their own', async (role) => {
  const { context: by } = await addMember(services, tenant.organizationId, role);
  for (const granted of ROLES) {
    const attempt = createInvitation(by, { email: null, role: granted });
    if (roleAllows(role, 'invitation:create') && (granted !== 'owner' || role === 'owner')) await attempt;
    else await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
  }
});

test('an organisation sends at most 50 invitations an hour, and one address looks at 60 links in 15 minutes', async () => {
  for (let count = 0; count < 50; count++) await createInvitation(context, { email: null, role: 'viewer' });
  await expect(createInvitation(context, { email: null, role: 'viewer' })).rejects.toMatchObject({ code: 'too_many_requests' });
  const address = randomUUID();
  const token = 'x'.repeat(43);
  for (let count = 0; count < 60; count++)
    await expect(readInvitation(services, { token }, address)).rejects.toMatchObject({ code: 'not_found' });
  await expect(readInvitation(services, { token }, address)).rejects.toMatchObject({ code: 'too_many_requests' });
});

test('a deleted organisation invites nobody', async () => {
  await createInvitation(context, { email: newEmail(), role: 'viewer' });
  const token = mailedToken();
  await deleteOrganization(context, { confirmName: 'Acme' });
  await expect(readInvitation(services, { token }, null)).rejects.toMatchObject({ code: 'not_found' });
});

test.each(['', 'x', '../../etc/passwd', `${'x'.repeat(42)}\u0000`, 'x'.repeat(10_000)])('the token %j is none', async (token) => {
  await expect(readInvitation(services, { token }, null)).rejects.toMatchObject({ code: 'invalid', field: 'token' });
});
