import { newId } from '@tollgate/secrets/new-id';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import type { Services } from '../context.ts';
import { SESSION_ABSOLUTE_MS } from './session-limits.ts';

/** What a browser says of itself is kept to show it back, so it is shortened rather than refused. */
const told = (length: number) =>
  z
    .string()
    .nullable()
    .transform(
      (text) =>
        text
          ?.toWellFormed()
          .replaceAll(/\p{Cc}/gu, ' ')
          .slice(0, length)
          .toWellFormed() ?? null,
    );

export const createSessionInput = z.strictObject({ userId: z.string().min(1).max(64), userAgent: told(512), ipAddress: told(64) });

/** Signs a browser in. The session ends after 12 idle hours, and 7 days after this at the latest. */
export async function createSession(
  services: Services,
  input: z.input<typeof createSessionInput>,
): Promise<{ sessionId: string; expiresAt: Date }> {
  const { userId, userAgent, ipAddress } = parseInput(createSessionInput, input);
  const now = services.clock();
  const expiresAt = new Date(now + SESSION_ABSOLUTE_MS);
  const session = await services.database.prisma.session.create({
    data: { id: newId('ses', now), userId, userAgent, ipAddress, createdAt: new Date(now), lastSeenAt: new Date(now), expiresAt },
    select: { id: true },
  });
  return { sessionId: session.id, expiresAt };
}
