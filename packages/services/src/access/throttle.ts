import { createHash } from 'node:crypto';
import { throttleKey } from '@tollgate/redis/keys';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';

export type Throttle = { name: string; limit: number; windowMs: number };

/**
 * Counts what may be done only so often within a window by one subject: an address, a person or an organisation. Throws
 * `too_many_requests` above the limit, and `unavailable` without Redis, so that an outage opens nothing.
 */
export async function countAgainst(services: Pick<Services, 'redis'>, throttle: Throttle, subject: string): Promise<void> {
  const key = keyOf(throttle, subject);
  const replies = await services.redis
    .multi()
    .set(key, 0, 'PX', throttle.windowMs, 'NX')
    .incr(key)
    .pttl(key)
    .exec()
    .catch((cause: unknown) => {
      throw new ServiceError('unavailable', 'This is not possible for the moment. Try again in a minute.', { cause });
    });
  if (Number(replies?.[1]?.[1]) <= throttle.limit) return;
  const minutes = Math.max(1, Math.ceil(Number(replies?.[2]?.[1]) / 60_000));
  throw new ServiceError('too_many_requests', `That was too often. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`);
}

/** What was counted turned out to be fine: the subject starts anew. */
export async function forgetCount(services: Pick<Services, 'redis'>, throttle: Throttle, subject: string): Promise<void> {
  await services.redis.del(keyOf(throttle, subject)).catch(() => undefined);
}

function keyOf(throttle: Throttle, subject: string): string {
  return throttleKey(throttle.name, createHash('sha256').update(subject).digest('hex'));
}
