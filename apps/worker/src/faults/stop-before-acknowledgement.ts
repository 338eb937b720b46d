import { Redis } from 'ioredis';
import pg from 'pg';
import { waitFor } from '@tollgate/testing/wait-for';
import type { FaultStack } from './fault-stack.ts';

/** Batches that held nothing new, such as second deliveries, are let go; one that does comes soon under load. */
const MOST_TRIES = 20;

/**
 * Kills the worker after the COMMIT of a batch and before anything of it is in Redis: the ingest is held by a lock on a table it must
 * write, Redis is told to take no writes, the lock is let go, and once the transaction is over the worker dies. Call under load.
 *
 * @returns how many attempts were committed and not acknowledged.
 */
export async function stopBeforeAcknowledgement(stack: FaultStack): Promise<number> {
  const holder = new pg.Client({ connectionString: stack.databaseUrl });
  const reader = new pg.Client({ connectionString: stack.databaseUrl });
  const redis = new Redis(stack.redis.url);
  await Promise.all([holder.connect(), reader.connect()]);
  try {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const committed = await commitWithoutRedis(holder, reader, redis);
      if (committed > 0) {
        await stack.worker.kill();
        // Else Redis would still do what the dead worker had sent.
        const isGone = async () => !String(await redis.call('CLIENT', 'LIST')).includes('name=worker ');
        await waitFor('Redis to see the death of the worker', isGone);
        return committed;
      }
      await redis.call('CLIENT', 'UNPAUSE');
    }
    throw new Error(`None of ${MOST_TRIES} batches held anything new`);
  } finally {
    await redis.call('CLIENT', 'UNPAUSE');
    redis.disconnect();
    await Promise.all([holder.end(), reader.end()]);
  }
}

/** Leaves Redis without writes. Returns how many attempts one round of batches has brought. */
async function commitWithoutRedis(holder: pg.Client, reader: pg.Client, redis: Redis): Promise<number> {
  const countAttempts = async () => Number((await reader.query<{ count: string }>('SELECT count(*) FROM attempts')).rows[0]?.count);
  // Lets reads pass: a batch that is already committed reads this table too.
  await holder.query('BEGIN; LOCK TABLE key_spend IN SHARE MODE');
  const sessions = await waitFor(
    'a batch to be held in the middle of its transaction',
    async () => {
      const { rows } = await reader.query<{ pid: number }>(
        `SELECT pid FROM pg_locks WHERE relation = 'key_spend'::regclass AND NOT granted`,
      );
      return rows.length > 0 && rows.map(({ pid }) => pid);
    },
    { timeoutMs: 30_000 },
  );
  await redis.call('CLIENT', 'PAUSE', '60000', 'WRITE');
  const before = await countAttempts();
  await holder.query('ROLLBACK');
  await waitFor('the end of the transaction', async () => {
    const busy = `SELECT FROM pg_stat_activity WHERE pid = ANY ($1) AND state <> 'idle'`;
    return (await reader.query(busy, [sessions])).rowCount === 0;
  });
  return (await countAttempts()) - before;
}
