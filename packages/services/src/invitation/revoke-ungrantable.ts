import { roleAllows, roleGrants, type Role } from '@tollgate/core/access/permission';
import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import type { TenantContext } from '../context.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';

/**
 * Revokes what somebody has invited to and may not give any more with the role that they have now (`null`: none), so that nobody keeps a
 * way back in. Call it under the lock of the members.
 */
export async function revokeUngrantable(
  transaction: TenantTransaction,
  context: TenantContext,
  userId: string,
  role: Role | null,
): Promise<void> {
  const pending = await transaction.invitation.findMany({
    where: { invitedById: userId, acceptedAt: null, revokedAt: null },
    select: { id: true, role: true, email: true },
  });
  for (const invitation of pending) {
    if (role !== null && roleAllows(role, 'invitation:create') && roleGrants(role, invitation.role)) continue;
    await transaction.invitation.update({ where: { id: invitation.id }, data: { revokedAt: new Date(context.clock()) } });
    await recordAuditEvent(transaction, context, {
      action: 'invitation.revoke',
      objectType: 'invitation',
      objectId: invitation.id,
      detail: { email: invitation.email, role: invitation.role, reason: 'the inviter may not give this role any more' },
    });
  }
}
