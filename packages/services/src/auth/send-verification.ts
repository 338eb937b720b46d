import { countAgainst } from '../access/throttle.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { issueEmailToken } from './email-token.ts';
import { THROTTLES } from './throttles.ts';

/** Sends the link that proves whose the address is. Changes nothing when that is known already. Throws `too_many_requests` after 5 an hour. */
export async function sendVerification(services: Services, userId: string): Promise<void> {
  const { prisma } = services.database;
  const user = await prisma.user.findUnique({ where: { id: userId }, select: { name: true, email: true, emailVerifiedAt: true } });
  if (!user || user.emailVerifiedAt !== null) return;
  await countAgainst(services, THROTTLES.mailToPerson, userId);
  const token = await issueEmailToken(prisma, services, { userId, email: user.email, purpose: 'verify_email' });
  const isQueued = await queueMail(services, {
    to: user.email,
    template: 'verify_email',
    data: { name: user.name, link: `${services.publicUrl}/confirm-email?token=${token}` },
  });
  if (!isQueued) throw new ServiceError('unavailable', 'No mail can be sent for the moment. Try again in a minute.');
}
