import { ROLES } from '@tollgate/core/access/permission';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { endSessionsOf } from '../auth/end-sessions-of.ts';
import type { TenantContext } from '../context.ts';
import { revokeUngrantable } from '../invitation/revoke-ungrantable.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { findMember, requireAnotherOwner } from './find-member.ts';
import { lockMembers } from './lock-members.ts';
import { requireGrant } from './require-grant.ts';

export const changeRoleInput = z.strictObject({ memberId: idSchema, role: z.enum(ROLES) });

/**
 * Gives a member another role and signs them out everywhere. Pending invitations to a role that they may not give any more are revoked.
 * Throws `conflict` for the only owner.
 */
export async function changeRole(context: TenantContext, input: z.input<typeof changeRoleInput>): Promise<void> {
  requirePermission(context, 'member:update');
  const { memberId, role } = parseInput(changeRoleInput, input);
  await changeTenant(context, async (transaction) => {
    await lockMembers(transaction, context);
    const member = await findMember(transaction, memberId);
    if (member.role === role) return;
    requireGrant(context, member.role);
    requireGrant(context, role);
    await requireAnotherOwner(transaction, member);
    await transaction.membership.update({ where: { id: member.id }, data: { role } });
    await revokeUngrantable(transaction, context, member.userId, role);
    await recordAuditEvent(transaction, context, {
      action: 'member.change_role',
      objectType: 'member',
      objectId: member.id,
      detail: { name: member.user.name, email: member.user.email, role },
      before: { role: member.role },
    });
    await endSessionsOf(transaction, member.userId);
  });
}
