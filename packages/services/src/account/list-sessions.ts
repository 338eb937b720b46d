import type { Self } from '../auth/confirm-identity.ts';
import { SESSION_IDLE_MS } from '../auth/session-limits.ts';
import type { Services } from '../context.ts';

export type SignedInBrowser = {
  id: string;
  /** What the browser says of itself; `null` when it said nothing. */
  userAgent: string | null;
  ipAddress: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  isCurrent: boolean;
};

/** The browsers in which a person is signed in, the one that asks first, then the most recently seen. */
export async function listSessions(services: Services, self: Self): Promise<SignedInBrowser[]> {
  const now = services.clock();
  const sessions = await services.database.prisma.session.findMany({
    where: { userId: self.userId, expiresAt: { gt: new Date(now) }, lastSeenAt: { gt: new Date(now - SESSION_IDLE_MS) } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    take: 200,
    select: { id: true, userAgent: true, ipAddress: true, createdAt: true, lastSeenAt: true },
  });
  const browsers = sessions.map((session) => ({ ...session, isCurrent: session.id === self.sessionId }));
  return [...browsers.filter(({ isCurrent }) => isCurrent), ...browsers.filter(({ isCurrent }) => !isCurrent)];
}
