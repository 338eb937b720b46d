import type { Prisma } from '@tollgate/db/generated/client';
import type { Services } from '../context.ts';

/** A secret that was only ever mailed to the person's present address came back: it is theirs. */
export async function markEmailVerified(
  transaction: Pick<Prisma.TransactionClient, 'user' | 'emailToken'>,
  services: Pick<Services, 'clock'>,
  userId: string,
): Promise<void> {
  await transaction.user.updateMany({
    where: { id: userId, emailVerifiedAt: null },
    data: { emailVerifiedAt: new Date(services.clock()) },
  });
  await transaction.emailToken.deleteMany({ where: { userId, purpose: 'verify_email' } });
}
