import * as z from 'zod';
import { openTenantContext } from '../access/open-tenant-context.ts';
import { parseInput } from '../access/parse-input.ts';
import { confirmIdentity, currentPasswordSchema, type Self } from '../auth/confirm-identity.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { leaveOrganization } from '../member/leave-organization.ts';

export const deleteAccountInput = z.strictObject({
  /** The account's own address, typed. */
  confirmEmail: z.string().trim().toLowerCase().max(254),
  currentPassword: currentPasswordSchema,
});

/**
 * Deletes a person. Organisations keep what they made, under the name that they had. Throws `conflict` that names the organisations of
 * which they are the only owner: those need another owner, or go first.
 */
export async function deleteAccount(services: Services, self: Self, input: z.input<typeof deleteAccountInput>): Promise<void> {
  const { confirmEmail, currentPassword } = parseInput(deleteAccountInput, input);
  const { userId } = self;
  const { prisma } = services.database;
  const user = await prisma.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
  if (confirmEmail !== user.email)
    throw new ServiceError('invalid', 'This is not the e-mail address of your account.', { field: 'confirmEmail' });
  await confirmIdentity(services, self, currentPassword);
  const memberships = await prisma.membership.findMany({
    where: { userId, organization: { deletedAt: null } },
    select: { organization: { select: { id: true, name: true, memberships: { where: { role: 'owner' }, select: { userId: true } } } } },
  });
  const onlyOwnerOf = memberships.filter(
    ({ organization: { memberships: owners } }) => owners.length === 1 && owners[0]?.userId === userId,
  );
  if (onlyOwnerOf.length > 0) {
    const names = onlyOwnerOf.map(({ organization }) => organization.name).join(', ');
    throw new ServiceError('conflict', `You are the only owner of ${names}. Make somebody else an owner or delete the organisation first.`);
  }
  // Each organisation has its own lock and its own news for the proxies. One that fails leaves the account there, to try again.
  for (const { organization } of memberships) {
    await leaveOrganization(await openTenantContext(services, { userId, organization: organization.id }));
  }
  await prisma.user.delete({ where: { id: userId } });
}
