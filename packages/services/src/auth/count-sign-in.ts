import { createHash } from 'node:crypto';
import { signInAttemptsKey } from '@tollgate/redis/keys';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';

const WINDOW_MS = 15 * 60_000;
const LIMITS = { address: 5, ip: 50 } as const;

/**
 * Counts a sign-in before its password is looked at, so that guesses made side by side are all counted. Throws `too_many_requests`
 * above the limit, and `unavailable` without Redis: guessing must not become free in an outage.
 */
export async function countSignIn(services: Services, scope: 'address' | 'ip', subject: string): Promise<void> {
  const key = attemptsKey(scope, subject);
  const replies = await services.redis
    .multi()
    .set(key, 0, 'PX', WINDOW_MS, 'NX')
    .incr(key)
    .pttl(key)
    .exec()
    .catch((cause: unknown) => {
      throw new ServiceError('unavailable', 'Signing in is not possible for the moment. Try again in a minute.', { cause });
    });
  const attempts = Number(replies?.[1]?.[1]);
  if (attempts <= LIMITS[scope]) return;
  const minutes = Math.max(1, Math.ceil(Number(replies?.[2]?.[1]) / 60_000));
  throw new ServiceError(
    'too_many_requests',
    `Too many attempts to sign in. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  );
}

/** The right password was given: the address starts anew. An IP does not, or one good account would free it for guessing others. */
export async function forgetSignIns(services: Services, address: string): Promise<void> {
  await services.redis.del(attemptsKey('address', address)).catch(() => undefined);
}

function attemptsKey(scope: 'address' | 'ip', subject: string): string {
  return signInAttemptsKey(scope, createHash('sha256').update(subject).digest('hex'));
}
