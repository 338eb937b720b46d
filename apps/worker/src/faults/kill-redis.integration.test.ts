import { setTimeout as delay } from 'node:timers/promises';
import { EPOCH_KEY } from '@tollgate/redis/keys';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { waitFor } from '@tollgate/testing/wait-for';
import { checkExactness } from './check-exactness.ts';
import { startClientLoad } from './client-load.ts';
import { faultSeed } from './fault-seed.ts';
import { startFaultStack } from './fault-stack.ts';
import { readSpentCounters } from './read-spent-counters.ts';
import { reportCounts } from './report-counts.ts';
import { waitUntilSettled } from './wait-until-settled.ts';

const DOWN_MS = 5000;

/** What a Redis is known by: its run, the epoch of what was published to it, and its counters. */
async function identify(url: string): Promise<{ run: string | undefined; epoch: string | null; spentNano: Map<string, number> }> {
  const redis = new Redis(url);
  try {
    const run = /run_id:(\w+)/.exec(await redis.info('server'))?.[1];
    return { run, epoch: await redis.get(EPOCH_KEY), spentNano: await readSpentCounters(redis) };
  } finally {
    redis.disconnect();
  }
}

test.each([
  { isRedisDurable: false, title: 'empty' },
  { isRedisDurable: true, title: 'with its append-only file' },
])(
  'a Redis killed under load and back $title fails no request, loses no event and ends with the counters of the ledger',
  async ({ isRedisDurable, title }) => {
    const stack = await startFaultStack({ isRedisDurable });
    try {
      const seed = faultSeed();
      const load = startClientLoad({ url: () => stack.proxy.url, keys: stack.keys, seed });
      await load.more(60);
      const before = await waitFor('counters of every key', async () => {
        const now = await identify(stack.redis.url);
        return [...now.spentNano.values()].filter((nano) => nano > 0).length === stack.keys.length && now;
      });
      expect(before.epoch).not.toBeNull();

      const answered = load.answers.length;
      await stack.redis.kill();
      await Promise.all([delay(DOWN_MS), load.more(50)]);
      const whileDown = load.answers.length - answered;
      await stack.redis.restart();
      const after = await waitFor('what was published to be there again', async () => {
        const now = await identify(stack.redis.url);
        return now.epoch !== null && now;
      });
      expect(after.run).not.toBe(before.run);
      expect(after.epoch === before.epoch).toBe(isRedisDurable);
      // The epoch says that the counters are complete: none may begin from less than the ledger had.
      for (const [keyId, nano] of before.spentNano) expect(after.spentNano.get(keyId)).toBeGreaterThanOrEqual(nano);
      await load.more(60);
      const answers = await load.stop();
      await waitUntilSettled(stack);

      expect(answers.filter(({ isWhole, status }) => !isWhole || status !== 200)).toEqual([]);
      const counts = await checkExactness(stack, answers, false);
      reportCounts(`Redis killed, back ${title}`, seed, counts, { answeredWithoutRedis: whileDown });
    } finally {
      await stack.stop();
    }
  },
  150_000,
);
