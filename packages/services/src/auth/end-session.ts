import type { Services } from '../context.ts';

/** Signs a browser out; ending a session that is gone changes nothing. */
export async function endSession(services: Services, sessionId: string): Promise<void> {
  if (!/^ses_[0-9a-z]{26}$/.test(sessionId)) return;
  await services.database.prisma.session.deleteMany({ where: { id: sessionId } });
}
