import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { markEmailVerified } from '../auth/mark-email-verified.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { admit } from './admit.ts';
import { invitationTokenSchema } from './invitation-token.ts';
import { openInvitation } from './open-invitation.ts';

export const acceptInvitationInput = z.strictObject({ token: invitationTokenSchema });

/**
 * Makes a signed-in person a member. Throws `forbidden` when the invitation is for another address, and `conflict` when it is used,
 * revoked or expired, or they are a member already. A link that reached a mailbox also proves whose the address is.
 */
export async function acceptInvitation(
  services: Services,
  input: z.input<typeof acceptInvitationInput>,
  person: { userId: string; address: string | null },
): Promise<{ organization: string }> {
  const { token } = parseInput(acceptInvitationInput, input);
  const invitation = await openInvitation(services, token, person.address);
  const { prisma } = services.database;
  const user = await prisma.user.findUniqueOrThrow({
    where: { id: person.userId },
    select: { id: true, email: true, name: true },
  });
  if (invitation.email !== null && invitation.email !== user.email)
    throw new ServiceError('forbidden', `This invitation is for ${invitation.email}, and you are signed in as ${user.email}.`);
  await prisma.$transaction(
    async (transaction) => {
      await admit(transaction, services, invitation, { userId: user.id, name: user.name, email: user.email, address: person.address });
      if (invitation.email !== null) await markEmailVerified(transaction, services, user.id);
    },
    { maxWait: 10_000, timeout: 15_000 },
  );
  return { organization: invitation.organization.slug };
}
