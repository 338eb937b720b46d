import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { countAgainst } from '../access/throttle.ts';
import { confirmIdentity, currentPasswordSchema, type Self } from '../auth/confirm-identity.ts';
import { emailSchema } from '../auth/email-schema.ts';
import { issueEmailToken } from '../auth/email-token.ts';
import { THROTTLES } from '../auth/throttles.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { queueMail } from '../mail/queue-mail.ts';

export const requestEmailChangeInput = z.strictObject({ email: emailSchema, currentPassword: currentPasswordSchema });

/**
 * Mails a link to the new address; the account keeps the old one until it is followed. Throws `conflict` when the address has an account,
 * and `too_many_requests` after 5 mails an hour.
 */
export async function requestEmailChange(services: Services, self: Self, input: z.input<typeof requestEmailChangeInput>): Promise<void> {
  const { email, currentPassword } = parseInput(requestEmailChangeInput, input);
  await confirmIdentity(services, self, currentPassword);
  await countAgainst(services, THROTTLES.mailToPerson, self.userId);
  const { prisma } = services.database;
  const holder = await prisma.user.findUnique({ where: { email }, select: { id: true } });
  if (holder?.id === self.userId) throw new ServiceError('invalid', 'This is your address already.', { field: 'email' });
  if (holder) throw new ServiceError('conflict', 'There is an account with this e-mail address already.', { field: 'email' });
  const { name } = await prisma.user.findUniqueOrThrow({ where: { id: self.userId }, select: { name: true } });
  const token = await issueEmailToken(prisma, services, { userId: self.userId, email, purpose: 'change_email' });
  const link = `${services.publicUrl}/confirm-email?token=${token}`;
  if (!(await queueMail(services, { to: email, template: 'change_email', data: { name, link } })))
    throw new ServiceError('unavailable', 'No mail can be sent for the moment. Try again in a minute.');
}
