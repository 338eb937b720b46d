import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import type { Self } from '../auth/confirm-identity.ts';
import { endSessionsOf } from '../auth/end-sessions-of.ts';
import type { Services } from '../context.ts';

export const revokeSessionInput = z.strictObject({ sessionId: z.string().regex(/^ses_[0-9a-z]{26}$/, 'This is not the id of a session.') });

/** Signs one of a person's browsers out; one that is signed out already, or another person's, changes nothing. */
export async function revokeSession(services: Services, self: Self, input: z.input<typeof revokeSessionInput>): Promise<void> {
  const { sessionId } = parseInput(revokeSessionInput, input);
  await services.database.prisma.session.deleteMany({ where: { id: sessionId, userId: self.userId } });
}

/** Signs out every browser but the one that asks; returns how many. */
export async function revokeOtherSessions(services: Services, self: Self): Promise<{ ended: number }> {
  return { ended: await endSessionsOf(services.database.prisma, self.userId, self.sessionId) };
}
