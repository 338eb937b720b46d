import type { Services } from '../context.ts';
import { SESSION_IDLE_MS, SESSION_TOUCH_MS } from './session-limits.ts';

export type SignedIn = { userId: string; email: string; name: string; isEmailVerified: boolean };

/** Who a session belongs to; `null` when it does not exist, was ended, was idle for 12 hours or is over. */
export async function findSession(services: Services, sessionId: string): Promise<SignedIn | null> {
  if (!/^ses_[0-9a-z]{26}$/.test(sessionId)) return null;
  const { session: sessions } = services.database.prisma;
  const session = await sessions.findUnique({
    where: { id: sessionId },
    select: { expiresAt: true, lastSeenAt: true, user: { select: { id: true, email: true, name: true, emailVerifiedAt: true } } },
  });
  const now = services.clock();
  if (!session || session.expiresAt.getTime() <= now || session.lastSeenAt.getTime() + SESSION_IDLE_MS <= now) return null;
  if (session.lastSeenAt.getTime() + SESSION_TOUCH_MS <= now) {
    await sessions.updateMany({ where: { id: sessionId, lastSeenAt: { lt: new Date(now) } }, data: { lastSeenAt: new Date(now) } });
  }
  const { id, email, name, emailVerifiedAt } = session.user;
  return { userId: id, email, name, isEmailVerified: emailVerifiedAt !== null };
}
