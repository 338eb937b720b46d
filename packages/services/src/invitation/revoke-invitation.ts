import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { lockMembers } from '../member/lock-members.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { findInvitation } from './find-invitation.ts';

export const revokeInvitationInput = z.strictObject({ invitationId: idSchema });

/** Makes the link worthless. Revoking twice changes nothing; throws `conflict` when it was accepted. */
export async function revokeInvitation(context: TenantContext, input: z.input<typeof revokeInvitationInput>): Promise<void> {
  requirePermission(context, 'invitation:revoke');
  const { invitationId } = parseInput(revokeInvitationInput, input);
  await changeTenant(context, async (transaction) => {
    await lockMembers(transaction, context);
    const { id, email, role, acceptedAt, revokedAt } = await findInvitation(transaction, invitationId);
    if (acceptedAt !== null)
      throw new ServiceError('conflict', 'This invitation has been accepted meanwhile. Remove the member instead.', {
        field: 'invitationId',
      });
    if (revokedAt !== null) return;
    await transaction.invitation.update({ where: { id }, data: { revokedAt: new Date(context.clock()) } });
    await recordAuditEvent(transaction, context, {
      action: 'invitation.revoke',
      objectType: 'invitation',
      objectId: id,
      detail: { email, role },
    });
  });
}
