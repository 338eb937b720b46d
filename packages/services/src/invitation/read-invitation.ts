import type { Role } from '@tollgate/core/access/permission';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import type { Services } from '../context.ts';
import { invitationStatus, type InvitationStatus } from './invitation-status.ts';
import { invitationTokenSchema } from './invitation-token.ts';
import { openInvitation } from './open-invitation.ts';

export const readInvitationInput = z.strictObject({ token: invitationTokenSchema });

/** What whoever holds a link is told. Nothing of it depends on who they are. */
export type InvitationOffer = {
  status: InvitationStatus;
  organizationName: string;
  role: Role;
  /** The address that alone may accept; `null` for a link. */
  email: string | null;
  /** Whether that address has an account. */
  hasAccount: boolean;
  /** `null` when whoever invited has left. */
  inviterName: string | null;
  /** ISO instant. */
  expiresAt: string;
};

/** Throws `not_found` for a token that is none. */
export async function readInvitation(
  services: Services,
  input: z.input<typeof readInvitationInput>,
  address: string | null,
): Promise<InvitationOffer> {
  const { token } = parseInput(readInvitationInput, input);
  const invitation = await openInvitation(services, token, address);
  const { membership: memberships, user: users } = services.database.prisma;
  const inviter = await memberships.findFirst({
    where: { organizationId: invitation.organizationId, userId: invitation.invitedById },
    select: { user: { select: { name: true } } },
  });
  const account = invitation.email === null ? null : await users.findUnique({ where: { email: invitation.email }, select: { id: true } });
  return {
    status: invitationStatus(invitation, services.clock()),
    organizationName: invitation.organization.name,
    role: invitation.role,
    email: invitation.email,
    hasAccount: account !== null,
    inviterName: inviter?.user.name ?? null,
    expiresAt: invitation.expiresAt.toISOString(),
  };
}
