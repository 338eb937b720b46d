import { touchKeys } from '@tollgate/db/ledger/touch-keys';
import { LAST_USED_KEY } from '@tollgate/redis/keys';
import type { Services } from '../context.ts';

/** Removes fields that still hold the value that was read, so that a use in between is not forgotten. */
const REMOVE_UNCHANGED = `
for i = 1, #ARGV, 2 do
  if redis.call('HGET', KEYS[1], ARGV[i]) == ARGV[i + 1] then redis.call('HDEL', KEYS[1], ARGV[i]) end
end
return 1`;
const AT_ONCE = 1000;

/** Carries what proxies noted about the last use of keys from Redis to Postgres. Returns how many keys. */
export async function flushLastUsed({ database, redis }: Pick<Services, 'database' | 'redis'>): Promise<number> {
  let flushed = 0;
  let cursor = '0';
  do {
    const [next, fields] = await redis.hscan(LAST_USED_KEY, cursor, 'COUNT', AT_ONCE);
    cursor = next;
    const uses: { keyId: string; atMs: number }[] = [];
    for (let index = 0; index + 1 < fields.length; index += 2) uses.push({ keyId: fields[index] ?? '', atMs: Number(fields[index + 1]) });
    if (uses.length === 0) continue;
    await touchKeys(
      database.pool,
      uses.filter(({ atMs }) => Number.isSafeInteger(atMs) && Math.abs(atMs) <= 8.64e15),
    );
    await redis.eval(REMOVE_UNCHANGED, 1, LAST_USED_KEY, ...fields);
    flushed += uses.length;
  } while (cursor !== '0');
  return flushed;
}
