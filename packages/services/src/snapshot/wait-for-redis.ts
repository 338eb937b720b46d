import { once } from 'node:events';
import type { Redis } from '@tollgate/redis/client';

/**
 * For commands that run once: gives a fresh connection up to two seconds, so that what they change is live when they end. Without
 * Redis they work too, and the worker publishes later.
 */
export async function waitForRedis(redis: Redis): Promise<void> {
  if (redis.status !== 'ready') await once(redis, 'ready', { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
}
