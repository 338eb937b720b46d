import { Redis } from 'ioredis';
import pg from 'pg';
import { waitFor } from '../wait-for.ts';
import type { FaultStack } from './fault-stack.ts';

/**
 * Kills the worker after the COMMIT of a batch and before anything of it is in Redis: the ingest is held by a lock on a table it must
 * write, Redis is told to take no writes, the lock is let go, and once the rows are there the worker dies. Call under load.
 *
 * @returns how many attempts were committed and not acknowledged.
 */
export async function stopBeforeAcknowledgement(stack: FaultStack): Promise<number> {
  const holder = new pg.Client({ connectionString: stack.databaseUrl });
  const reader = new pg.Client({ connectionString: stack.databaseUrl });
  const redis = new Redis(stack.redis.url);
  await Promise.all([holder.connect(), reader.connect()]);
  const count = async (sql: string) => Number((await reader.query<{ count: string }>(sql)).rows[0]?.count);
  try {
    await holder.query('BEGIN; LOCK TABLE key_spend IN ACCESS EXCLUSIVE MODE');
    const waiting = `SELECT count(*) FROM pg_locks WHERE relation = 'key_spend'::regclass AND NOT granted`;
    await waitFor('a batch to be held in the middle of its transaction', async () => (await count(waiting)) > 0, { timeoutMs: 30_000 });
    const before = await count('SELECT count(*) FROM attempts');
    await redis.call('CLIENT', 'PAUSE', '60000', 'WRITE');
    await holder.query('ROLLBACK');
    const after = await waitFor('COMMIT', async () => {
      const now = await count('SELECT count(*) FROM attempts');
      return now > before && now;
    });
    await stack.worker.kill();
    // Else Redis would still do what the dead worker had sent.
    const isGone = async () => !String(await redis.call('CLIENT', 'LIST')).includes('name=worker ');
    await waitFor('Redis to see the death of the worker', isGone);
    return after - before;
  } finally {
    await redis.call('CLIENT', 'UNPAUSE');
    redis.disconnect();
    await Promise.all([holder.end(), reader.end()]);
  }
}
