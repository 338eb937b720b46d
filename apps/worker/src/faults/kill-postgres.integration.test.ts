import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { childrenOf } from '@tollgate/testing/children-of';
import { waitFor } from '@tollgate/testing/wait-for';
import { checkExactness } from './check-exactness.ts';
import { startClientLoad } from './client-load.ts';
import { faultSeed } from './fault-seed.ts';
import { startFaultStack, type FaultStack } from './fault-stack.ts';
import { readLedger } from './read-ledger.ts';
import { reportCounts } from './report-counts.ts';
import { countUnfinishedBatches } from './usage-queue.ts';
import { waitUntilSettled } from './wait-until-settled.ts';

const DOWN_MS = 5000;

let stack: FaultStack;

beforeAll(async () => {
  stack = await startFaultStack({ isRedisDurable: true });
}, 120_000);
afterAll(() => stack.stop());

test('a Postgres killed under load, every process of it, fails no request, and what happened meanwhile is in the ledger once', async () => {
  const seed = faultSeed();
  const redis = new Redis(stack.redis.url);
  const load = startClientLoad({ url: () => stack.proxy.url, keys: stack.keys, seed });
  await load.more(60);
  const sessions = childrenOf(stack.postgres.pid).length;
  expect(sessions).toBeGreaterThan(1);

  const answered = load.answers.length;
  await stack.postgres.kill();
  await expect(readLedger(stack.databaseUrl)).rejects.toThrow(/ECONNREFUSED/);
  await Promise.all([delay(DOWN_MS), load.more(50)]);
  const whileDown = load.answers.length - answered;
  const unfinished = await waitFor('batches that cannot be written', () => countUnfinishedBatches(redis));
  redis.disconnect();
  await stack.postgres.restart();
  await load.more(60);
  const answers = await load.stop();
  await waitUntilSettled(stack);

  expect(answers.filter(({ isWhole, status }) => !isWhole || status !== 200)).toEqual([]);
  const counts = await checkExactness(stack, answers, false);
  reportCounts('Postgres killed', seed, counts, {
    processesKilled: sessions + 1,
    answeredWithoutPostgres: whileDown,
    batchesThatWaited: unfinished,
  });
}, 120_000);
