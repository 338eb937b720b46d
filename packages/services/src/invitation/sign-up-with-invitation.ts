import { isUniqueViolation } from '@tollgate/db/is-unique-violation';
import { newId } from '@tollgate/secrets/new-id';
import * as z from 'zod';
import { nameSchema } from '../access/name-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { emailSchema } from '../auth/email-schema.ts';
import { hashPassword } from '../auth/hash-password.ts';
import { passwordSchema } from '../auth/password-schema.ts';
import { sendVerification } from '../auth/send-verification.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { admit, requirePending } from './admit.ts';
import { invitationTokenSchema } from './invitation-token.ts';
import { openInvitation } from './open-invitation.ts';

export const signUpWithInvitationInput = z.strictObject({
  token: invitationTokenSchema,
  name: nameSchema,
  email: emailSchema,
  password: passwordSchema,
});

/**
 * Makes a person and their membership in one step; they get no organisation of their own. An address that was invited by mail is
 * verified with that. Throws as `acceptInvitation` does, and `conflict` when the address has an account.
 */
export async function signUpWithInvitation(
  services: Services,
  input: z.input<typeof signUpWithInvitationInput>,
  address: string | null,
): Promise<{ userId: string; organization: string }> {
  const { token, name, email, password } = parseInput(signUpWithInvitationInput, input);
  const invitation = await openInvitation(services, token, address);
  if (invitation.email !== null && invitation.email !== email)
    throw new ServiceError('forbidden', `This invitation is for ${invitation.email}.`, { field: 'email' });
  // Before the hash, which costs as much as it should.
  requirePending(invitation, services.clock());
  const passwordHash = await hashPassword(password);
  const userId = newId('usr', services.clock());
  const emailVerifiedAt = invitation.email === null ? null : new Date(services.clock());
  await services.database.prisma
    .$transaction(
      async (transaction) => {
        await transaction.user.create({ data: { id: userId, email, name, passwordHash, emailVerifiedAt } });
        await admit(transaction, services, invitation, { userId, name, email, address });
      },
      { maxWait: 10_000, timeout: 15_000 },
    )
    .catch((cause: unknown) => {
      if (isUniqueViolation(cause))
        throw new ServiceError('conflict', 'There is an account with this e-mail address already. Sign in to accept the invitation.', {
          field: 'email',
          cause,
        });
      throw cause;
    });
  // Without a mail they are asked to have it sent again; they are in all the same.
  if (emailVerifiedAt === null) await sendVerification(services, userId).catch(() => undefined);
  return { userId, organization: invitation.organization.slug };
}
