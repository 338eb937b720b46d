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
import { countInvitation } from './count-invitation.ts';
import type { SentInvitation } from './create-invitation.ts';
import { findInvitation } from './find-invitation.ts';
import { INVITATION_LIFE_MS, hashInvitationToken, invitationLink, newInvitationToken } from './invitation-token.ts';
import { mailInvitation } from './mail-invitation.ts';

export const resendInvitationInput = z.strictObject({ invitationId: idSchema });

/** Makes a new link, which lasts 7 days and replaces the one before. Throws `conflict` when the invitation was accepted or revoked. */
export async function resendInvitation(context: TenantContext, input: z.input<typeof resendInvitationInput>): Promise<SentInvitation> {
  requirePermission(context, 'invitation:create');
  const { invitationId } = parseInput(resendInvitationInput, input);
  await countInvitation(context);
  const token = newInvitationToken();
  const { email, role } = await changeTenant(context, async (transaction) => {
    await lockMembers(transaction, context);
    const invitation = await findInvitation(transaction, invitationId);
    if (invitation.acceptedAt !== null || invitation.revokedAt !== null)
      throw new ServiceError('conflict', 'This invitation has been accepted or revoked meanwhile. Reload the page.');
    requireGrant(context, invitation.role);
    await transaction.invitation.update({
      where: { id: invitation.id },
      data: {
        tokenHash: hashInvitationToken(token),
        expiresAt: new Date(context.clock() + INVITATION_LIFE_MS),
        // Whoever sends it answers for it: it ends with their right to invite.
        ...(context.actor.kind === 'user' ? { invitedById: context.actor.userId } : {}),
      },
    });
    await recordAuditEvent(transaction, context, {
      action: 'invitation.resend',
      objectType: 'invitation',
      objectId: invitation.id,
      detail: { email: invitation.email, role: invitation.role },
    });
    return invitation;
  });
  if (email === null) return { id: invitationId, link: invitationLink(context.publicUrl, token), isMailed: false };
  return { id: invitationId, link: null, isMailed: await mailInvitation(context, { email, role, token }) };
}
