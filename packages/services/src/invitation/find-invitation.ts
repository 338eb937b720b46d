import type { Invitation } from '@tollgate/db/generated/client';
import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { ServiceError } from '../errors.ts';

/** An invitation of the organisation; throws `not_found`, also for another organisation's. */
export async function findInvitation(transaction: Pick<TenantTransaction, 'invitation'>, invitationId: string): Promise<Invitation> {
  const invitation = await transaction.invitation.findUnique({ where: { id: invitationId } });
  if (!invitation) throw new ServiceError('not_found', 'There is no such invitation in this organisation.', { field: 'invitationId' });
  return invitation;
}
