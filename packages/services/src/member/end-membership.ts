import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { revokeKeys } from '../api-key/revoke-keys.ts';
import type { TenantContext } from '../context.ts';
import { revokeUngrantable } from '../invitation/revoke-ungrantable.ts';
import { markChanged } from '../snapshot/mark-changed.ts';
import { requireAnotherOwner, type FoundMember } from './find-member.ts';

/**
 * Takes a member out of the organisation, under the lock of the members. Their keys stay, under the name that they had, unless they are
 * to be revoked; invitations that they made are revoked. Returns how many keys are still active.
 */
export async function endMembership(
  transaction: TenantTransaction,
  context: TenantContext,
  member: FoundMember,
  options: { action: 'member.remove' | 'member.leave'; revokesKeys: boolean },
): Promise<{ keysLeft: number }> {
  await requireAnotherOwner(transaction, member);
  const { name, email } = member.user;
  const { organizationId } = context;
  const removedAt = new Date(context.clock());
  await transaction.formerMember.create({ data: { id: member.id, organizationId, userId: member.userId, name, email, removedAt } });
  const keys = await transaction.apiKey.findMany({
    where: { memberId: member.id },
    select: { id: true, name: true, hint: true, revokedAt: true },
  });
  await transaction.apiKey.updateMany({ where: { memberId: member.id }, data: { memberId: null, formerMemberId: member.id } });
  await markChanged(
    transaction,
    organizationId,
    keys.map(({ id }) => ({ kind: 'key', id })),
  );
  const active = keys.filter(({ revokedAt }) => revokedAt === null);
  if (options.revokesKeys) await revokeKeys(transaction, context, active);
  await revokeUngrantable(transaction, context, member.userId, null);
  await transaction.membership.delete({ where: { id: member.id } });
  await recordAuditEvent(transaction, context, {
    action: options.action,
    objectType: 'member',
    objectId: member.id,
    detail: { name, email, revokedKeys: options.revokesKeys ? active.length : 0 },
    before: { role: member.role },
  });
  return { keysLeft: options.revokesKeys ? 0 : active.length };
}
