import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '@tollgate/testing/wait-for';
import { checkExactness } from './check-exactness.ts';
import { startClientLoad } from './client-load.ts';
import { faultSeed } from './fault-seed.ts';
import { startFaultStack, type FaultStack } from './fault-stack.ts';
import { reportCounts } from './report-counts.ts';
import { seededRandom } from './seeded-random.ts';
import { stopBeforeAcknowledgement } from './stop-before-acknowledgement.ts';
import { deliverAgain, readWaitingBatches } from './usage-queue.ts';
import { waitUntilSettled } from './wait-until-settled.ts';

const RANDOM_KILLS = 2;

let stack: FaultStack;
let redis: Redis;

beforeAll(async () => {
  stack = await startFaultStack({ isRedisDurable: true });
  redis = new Redis(stack.redis.url);
}, 120_000);
afterAll(async () => {
  redis.disconnect();
  await stack.stop();
});

test('a worker killed again and again, also between COMMIT and acknowledgement, counts every event once and fails no request', async () => {
  const seed = faultSeed();
  const random = seededRandom(seed);
  const load = startClientLoad({ url: () => stack.proxy.url, keys: stack.keys, seed });
  await load.more(40);

  // Mid-load; what waits meanwhile is delivered twice.
  const victim = stack.worker;
  await victim.kill();
  expect(victim.child.signalCode).toBe('SIGKILL');
  const waiting = await waitFor('batches that no worker takes', async () => {
    const batches = await readWaitingBatches(redis);
    return batches.length >= 3 && batches;
  });
  await deliverAgain(stack.redis.url, waiting);
  await stack.restartWorker();
  const twice = waiting.reduce((sum, { attempts, requests }) => sum + attempts.length + requests.length, 0);
  await waitFor('the second deliveries', async () => (await stack.worker.readCounter('worker_duplicate_facts_total')) >= twice);

  const unacknowledged = await stopBeforeAcknowledgement(stack);
  expect(unacknowledged).toBeGreaterThan(0);
  await stack.restartWorker();
  for (let kill = 0; kill < RANDOM_KILLS; kill++) {
    await delay(random() * 400);
    await stack.worker.kill();
    await stack.restartWorker();
  }
  await load.more(40);
  const answers = await load.stop();
  await waitUntilSettled(stack);

  expect(answers.filter(({ isWhole, status }) => !isWhole || status !== 200)).toEqual([]);
  const counts = await checkExactness(stack, answers, false);
  reportCounts('worker killed', seed, counts, { kills: 2 + RANDOM_KILLS, deliveredTwice: twice, committedUnacknowledged: unacknowledged });
}, 120_000);
