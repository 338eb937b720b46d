import { ROLES } from '@tollgate/core/access/permission';
import { newId } from '@tollgate/secrets/new-id';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { emailSchema } from '../auth/email-schema.ts';
import { requireVerifiedEmail } from '../auth/require-verified-email.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { lockMembers } from '../member/lock-members.ts';
import { requireGrant } from '../member/require-grant.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { countInvitation } from './count-invitation.ts';
import { INVITATION_LIFE_MS, hashInvitationToken, invitationLink, newInvitationToken } from './invitation-token.ts';
import { mailInvitation } from './mail-invitation.ts';
import { requireUninvited } from './require-uninvited.ts';

export const createInvitationInput = z.strictObject({
  /** Only the account of this address may accept; `null` makes a link for whoever holds it. */
  email: emailSchema.nullable(),
  role: z.enum(ROLES),
});

export type SentInvitation = {
  id: string;
  /** Shown once. `null` for an address: what reaches a mailbox proves whose it is, and would not if anyone else could see it. */
  link: string | null;
  /** Whether a mail is on its way; `false` when it must be sent again. */
  isMailed: boolean;
};

/**
 * Offers a place in the organisation for 7 days. Throws `conflict` when the address is a member's or has been invited, and `forbidden` to
 * somebody whose own address is not confirmed.
 */
export async function createInvitation(context: TenantContext, input: z.input<typeof createInvitationInput>): Promise<SentInvitation> {
  requirePermission(context, 'invitation:create');
  const { email, role } = parseInput(createInvitationInput, input);
  requireGrant(context, role);
  if (context.actor.kind !== 'user') throw new ServiceError('invalid', 'Only a person can invite.');
  const invitedById = context.actor.userId;
  await requireVerifiedEmail(context, invitedById);
  await countInvitation(context);
  const id = newId('inv', context.clock());
  const token = newInvitationToken();
  await changeTenant(context, async (transaction) => {
    await lockMembers(transaction, context);
    if (email !== null) await requireUninvited(transaction, context, email);
    await transaction.invitation.create({
      data: {
        id,
        organizationId: context.organizationId,
        email,
        role,
        tokenHash: hashInvitationToken(token),
        invitedById,
        createdAt: new Date(context.clock()),
        expiresAt: new Date(context.clock() + INVITATION_LIFE_MS),
      },
    });
    await recordAuditEvent(transaction, context, {
      action: 'invitation.create',
      objectType: 'invitation',
      objectId: id,
      detail: { email, role },
    });
  });
  if (email === null) return { id, link: invitationLink(context.publicUrl, token), isMailed: false };
  return { id, link: null, isMailed: await mailInvitation(context, { email, role, token }) };
}
