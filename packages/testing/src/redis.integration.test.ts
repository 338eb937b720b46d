import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { startRedis } from './redis.ts';

test('a killed Redis comes back empty at the same address', async () => {
  const redis = await startRedis();
  try {
    const client = new Redis(redis.url, { maxRetriesPerRequest: null });
    client.on('error', () => {});
    await client.set('a', '1');
    expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    const before = redis.pid;
    await redis.kill();
    await redis.restart();
    expect(redis.pid).not.toBe(before);
    expect(await client.get('a')).toBeNull();
    client.disconnect();
  } finally {
    await redis.stop();
  }
});
