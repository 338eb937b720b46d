import type { Redis } from 'ioredis';
import type { JobName } from './jobs.ts';

/** Retries that are looked at; they wait in the order of their next try and not of their age. */
const MOST_RETRIES = 10;

/** When the oldest job that is not done yet was added, in epoch milliseconds; `null` when none waits. */
export async function oldestWaitingMs(redis: Redis, name: JobName): Promise<number | null> {
  const key = (part: string): string => `bull:${name}:${part}`;
  const lists = await Promise.all([
    redis.lrange(key('wait'), -1, -1),
    redis.lrange(key('paused'), -1, -1),
    redis.lrange(key('active'), 0, -1),
    redis.zrange(key('delayed'), '0', String(MOST_RETRIES - 1)),
  ]);
  const times = await Promise.all(lists.flat().map((id) => redis.hget(key(id), 'timestamp')));
  // A job may have been done between being listed and being asked for.
  const known = times.filter((time) => time !== null).map(Number);
  return known.length === 0 ? null : Math.min(...known);
}
