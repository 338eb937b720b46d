import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';

/** Throws `conflict` when the address is a member's, or has an invitation that can still be accepted. Call it under the lock of the members. */
export async function requireUninvited(
  transaction: Pick<TenantTransaction, 'membership' | 'invitation'>,
  context: TenantContext,
  email: string,
): Promise<void> {
  if (await transaction.membership.findFirst({ where: { user: { email } }, select: { id: true } }))
    throw new ServiceError('conflict', `${email} is a member already. Change the role in the list of members.`, { field: 'email' });
  const pending = await transaction.invitation.findFirst({
    where: { email, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date(context.clock()) } },
    select: { id: true },
  });
  if (pending)
    throw new ServiceError('conflict', `${email} has been invited already. Send that invitation again, or revoke it first.`, {
      field: 'email',
    });
}
