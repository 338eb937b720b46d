import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { countAgainst } from '../access/throttle.ts';
import type { Services } from '../context.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { emailSchema } from './email-schema.ts';
import { issueEmailToken } from './email-token.ts';
import { networkOf } from './network-of.ts';
import { THROTTLES } from './throttles.ts';

export const requestPasswordResetInput = z.strictObject({ email: emailSchema, ipAddress: z.string().max(64) });

/** Far more than a link takes to make, and little to wait once in a long while. */
const ANSWER_AFTER_MS = 400;

/**
 * Mails a link to choose a new password, if the address has an account. Whether it has is told neither by the answer nor by its time.
 * Throws `too_many_requests` after 4 an hour for an address, known or not, or 30 from a network.
 */
export async function requestPasswordReset(services: Services, input: z.input<typeof requestPasswordResetInput>): Promise<void> {
  const { email, ipAddress } = parseInput(requestPasswordResetInput, input);
  await countAgainst(services, THROTTLES.resetFromNetwork, networkOf(ipAddress));
  await countAgainst(services, THROTTLES.resetOfAddress, email);
  await Promise.all([sendLink(services, email), setTimeout(ANSWER_AFTER_MS)]);
}

async function sendLink(services: Services, email: string): Promise<void> {
  const { prisma } = services.database;
  const user = await prisma.user.findUnique({ where: { email }, select: { id: true, name: true } });
  if (!user) return;
  const token = await issueEmailToken(prisma, services, { userId: user.id, email, purpose: 'reset_password' });
  const link = `${services.publicUrl}/reset-password?token=${token}`;
  await queueMail(services, { to: email, template: 'reset_password', data: { name: user.name, link } });
}
