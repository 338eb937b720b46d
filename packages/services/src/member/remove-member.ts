import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { endSessionsOf } from '../auth/end-sessions-of.ts';
import type { TenantContext } from '../context.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { endMembership } from './end-membership.ts';
import { findMember } from './find-member.ts';
import { lockMembers } from './lock-members.ts';
import { requireGrant } from './require-grant.ts';

export const removeMemberInput = z.strictObject({
  memberId: idSchema,
  /** Whether the keys that they made stop working too. */
  revokesKeys: z.boolean().default(false),
});

/** Ends somebody's membership and signs them out everywhere. Throws `conflict` for the only owner. */
export async function removeMember(context: TenantContext, input: z.input<typeof removeMemberInput>): Promise<{ keysLeft: number }> {
  requirePermission(context, 'member:remove');
  const { memberId, revokesKeys } = parseInput(removeMemberInput, input);
  if (revokesKeys) requirePermission(context, 'api_key:revoke');
  return changeTenant(context, async (transaction) => {
    await lockMembers(transaction, context);
    const member = await findMember(transaction, memberId);
    requireGrant(context, member.role);
    const left = await endMembership(transaction, context, member, { action: 'member.remove', revokesKeys });
    await endSessionsOf(transaction, member.userId);
    return left;
  });
}
