import type { Redis } from 'ioredis';

/** What Redis says each key has spent, in nano-dollars over all periods. */
export async function readSpentCounters(redis: Redis): Promise<Map<string, number>> {
  const spentNano = new Map<string, number>();
  for (const name of await redis.keys('tg:{*}:spent:*')) {
    const keyId = name.split(':').at(-2) ?? '';
    spentNano.set(keyId, (spentNano.get(keyId) ?? 0) + Number(await redis.get(name)));
  }
  return spentNano;
}
