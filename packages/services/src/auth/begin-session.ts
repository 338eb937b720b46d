import { randomBytes } from 'node:crypto';
import { secondStepKey } from '@tollgate/redis/keys';
import { keyedHashes } from '@tollgate/secrets/keyed-hash';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { createSession } from './create-session.ts';

export type Browser = { userAgent: string | null; ipAddress: string | null };

/** Signed in, or on the way: `challenge` is for this browser alone and needs a code within 10 minutes. */
export type BegunSession = { kind: 'signed_in'; sessionId: string } | { kind: 'second_step'; challenge: string };

const SECOND_STEP_MS = 10 * 60_000;

/** The one way from a right password or provider to a session. */
export async function beginSession(services: Services, userId: string, browser: Browser): Promise<BegunSession> {
  const twoFactor = await services.database.prisma.twoFactor.findUnique({ where: { userId }, select: { confirmedAt: true } });
  if (twoFactor?.confirmedAt == null) {
    const { sessionId } = await createSession(services, { userId, ...browser });
    return { kind: 'signed_in', sessionId };
  }
  const challenge = randomBytes(32).toString('base64url');
  await services.redis.set(keyOf(services, challenge), userId, 'PX', SECOND_STEP_MS).catch((cause: unknown) => {
    throw new ServiceError('unavailable', 'Signing in is not possible for the moment. Try again in a minute.', { cause });
  });
  return { kind: 'second_step', challenge };
}

/** Who a challenge was given to; `null` when it is over. */
export async function findSecondStep(services: Services, challenge: string): Promise<string | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(challenge)) return null;
  return services.redis.get(keyOf(services, challenge)).catch((cause: unknown) => {
    throw new ServiceError('unavailable', 'Signing in is not possible for the moment. Try again in a minute.', { cause });
  });
}

export async function endSecondStep(services: Services, challenge: string): Promise<void> {
  await services.redis.del(keyOf(services, challenge)).catch(() => undefined);
}

function keyOf(services: Services, challenge: string): string {
  return secondStepKey(keyedHashes(services.keyEncryptionKeys, 'second step', challenge)[0]);
}
