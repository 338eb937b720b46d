import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { endMembership } from './end-membership.ts';
import { findMember } from './find-member.ts';
import { lockMembers } from './lock-members.ts';

/** Ends the acting person's own membership; their keys go on working. Throws `conflict` for the only owner. */
export async function leaveOrganization(context: TenantContext): Promise<void> {
  requirePermission(context, 'organization:leave');
  const { memberId } = context;
  if (memberId === null) throw new ServiceError('invalid', 'Only a member can leave.');
  await changeTenant(context, async (transaction) => {
    await lockMembers(transaction, context);
    await endMembership(transaction, context, await findMember(transaction, memberId), { action: 'member.leave', revokesKeys: false });
  });
}
