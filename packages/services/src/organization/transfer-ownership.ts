import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireConfirmation } from '../access/require-confirmation.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { endSessionsOf } from '../auth/end-sessions-of.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { revokeUngrantable } from '../invitation/revoke-ungrantable.ts';
import { findMember } from '../member/find-member.ts';
import { lockMembers } from '../member/lock-members.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';

export const transferOwnershipInput = z.strictObject({
  memberId: idSchema,
  /** The organisation's name, typed again. */
  confirmName: z.string().max(200),
});

/** Makes another member an owner and the acting one an admin, in one step. Both are signed out everywhere. */
export async function transferOwnership(context: TenantContext, input: z.input<typeof transferOwnershipInput>): Promise<void> {
  requirePermission(context, 'organization:transfer');
  const { memberId, confirmName } = parseInput(transferOwnershipInput, input);
  const own = context.memberId;
  if (own === null) throw new ServiceError('invalid', 'Only a member can hand an organisation over.');
  if (memberId === own) throw new ServiceError('invalid', 'You are an owner already. Choose another member.', { field: 'memberId' });
  await changeTenant(context, async (transaction) => {
    await lockMembers(transaction, context);
    const { name } = await transaction.organization.findFirstOrThrow({ select: { name: true } });
    const heir = await findMember(transaction, memberId);
    const giver = await findMember(transaction, own);
    requireConfirmation(confirmName, name, 'organisation');
    await transaction.membership.update({ where: { id: heir.id }, data: { role: 'owner' } });
    await transaction.membership.update({ where: { id: giver.id }, data: { role: 'admin' } });
    await revokeUngrantable(transaction, context, giver.userId, 'admin');
    await recordAuditEvent(transaction, context, {
      action: 'organization.transfer',
      objectType: 'organization',
      objectId: context.organizationId,
      detail: { name, owner: heir.user.email },
      before: { owner: giver.user.email, roleOfHeir: heir.role },
    });
    for (const { userId } of [heir, giver]) await endSessionsOf(transaction, userId);
  });
}
