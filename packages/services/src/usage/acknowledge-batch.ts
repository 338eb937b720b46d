import { acknowledgedKey } from '@tollgate/redis/keys';
import type { Redis } from '@tollgate/redis/client';

const KEPT_FOR_S = 86_400;

/** Tells a proxy that a stretch of its spool is in the ledger. Kept a day after the last one, for a proxy that is away. */
export async function acknowledgeBatch(redis: Redis, proxyId: string, batchId: string): Promise<void> {
  await redis.hset(acknowledgedKey(proxyId), batchId, 1);
  await redis.expire(acknowledgedKey(proxyId), KEPT_FOR_S);
}
