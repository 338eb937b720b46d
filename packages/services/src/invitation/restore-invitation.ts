import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { lockMembers } from '../member/lock-members.ts';
import { requireGrant } from '../member/require-grant.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { findInvitation } from './find-invitation.ts';
import { requireUninvited } from './require-uninvited.ts';

export const restoreInvitationInput = z.strictObject({ invitationId: idSchema });

/** Takes a revocation back: the link works again until it expires. Throws `conflict` when it is not revoked or a newer one exists. */
export async function restoreInvitation(context: TenantContext, input: z.input<typeof restoreInvitationInput>): Promise<void> {
  requirePermission(context, 'invitation:create');
  const { invitationId } = parseInput(restoreInvitationInput, input);
  await changeTenant(context, async (transaction) => {
    await lockMembers(transaction, context);
    const { id, email, role, revokedAt } = await findInvitation(transaction, invitationId);
    if (revokedAt === null) throw new ServiceError('conflict', 'This invitation is not revoked.', { field: 'invitationId' });
    requireGrant(context, role);
    if (email !== null) await requireUninvited(transaction, context, email);
    const invitedBy = context.actor.kind === 'user' ? { invitedById: context.actor.userId } : {};
    await transaction.invitation.update({ where: { id }, data: { revokedAt: null, ...invitedBy } });
    await recordAuditEvent(transaction, context, {
      action: 'invitation.restore',
      objectType: 'invitation',
      objectId: id,
      detail: { email, role },
    });
  });
}
