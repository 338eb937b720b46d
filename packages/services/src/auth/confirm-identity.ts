import { verify } from '@node-rs/argon2';
import * as z from 'zod';
import { countAgainst, forgetCount } from '../access/throttle.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { THROTTLES } from './throttles.ts';

/** Who acts on their own account, in which browser. */
export type Self = { userId: string; sessionId: string };

export const currentPasswordSchema = z.string().max(1024).optional();

const RECENT_MS = 15 * 60_000;

/**
 * An open browser is not enough to change how somebody signs in: it takes their password or, of somebody without one, a sign-in within
 * the last 15 minutes. Throws `invalid` at `currentPassword`, `forbidden`, or `too_many_requests` after 10 tries in 15 minutes.
 */
export async function confirmIdentity(services: Services, self: Self, currentPassword: string | undefined): Promise<void> {
  const { prisma } = services.database;
  const user = await prisma.user.findUnique({ where: { id: self.userId }, select: { passwordHash: true } });
  if (!user) throw new ServiceError('unauthenticated', 'This account is gone.');
  if (user.passwordHash === null) {
    const session = await prisma.session.findFirst({ where: { id: self.sessionId, userId: self.userId }, select: { createdAt: true } });
    if (session !== null && session.createdAt.getTime() + RECENT_MS > services.clock()) return;
    throw new ServiceError('forbidden', 'You signed in more than 15 minutes ago. Sign out and in again, then try once more.');
  }
  await countAgainst(services, THROTTLES.passwordOfPerson, self.userId);
  const given = currentPassword ?? '';
  if (given === '' || given.length > 128 || !(await verify(user.passwordHash, given)))
    throw new ServiceError('invalid', 'This is not your password.', { field: 'currentPassword' });
  await forgetCount(services, THROTTLES.passwordOfPerson, self.userId);
}
