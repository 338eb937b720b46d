import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { waitFor } from '@tollgate/testing/wait-for';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJobConsumer } from './job-consumer.ts';
import { createJobProducer, type JobProducer } from './job-producer.ts';
import { oldestWaitingMs } from './oldest-waiting.ts';

let server: TestRedis;
let redis: Redis;
let producer: JobProducer<'store-content'>;

beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
  producer = createJobProducer('store-content', server.url);
});
afterAll(async () => {
  await producer.close();
  redis.disconnect();
  await server.stop();
});

test('the age of what is not done is that of its oldest job, also while a worker has it or failed on it', async () => {
  expect(await oldestWaitingMs(redis, 'store-content')).toBeNull();
  const before = Date.now();
  for (const jobId of ['a', 'b', 'c']) await producer.add({ items: [] }, { jobId });
  const oldest = (await oldestWaitingMs(redis, 'store-content')) ?? 0;
  expect(oldest).toBeGreaterThanOrEqual(before);
  expect(oldest).toBe(Number(await redis.hget('bull:store-content:a', 'timestamp')));

  let fails = true;
  let failures = 0;
  let release: () => void = () => undefined;
  let held: Promise<void> | undefined;
  const consumer = createJobConsumer('store-content', {
    redisUrl: server.url,
    concurrency: 1,
    async handle() {
      await held;
      if (!fails) return;
      failures++;
      throw new Error('not yet');
    },
    onFailed: () => undefined,
  });
  await waitFor('three failures', () => failures >= 3);
  expect(await oldestWaitingMs(redis, 'store-content')).toBe(oldest);
  held = new Promise((resolve) => (release = resolve));
  fails = false;
  await waitFor('a job in hand', async () => (await redis.llen('bull:store-content:active')) === 1);
  expect(await oldestWaitingMs(redis, 'store-content')).toBe(oldest);
  release();
  held = undefined;
  await waitFor('the queue to be empty', async () => (await oldestWaitingMs(redis, 'store-content')) === null);
  await consumer.close();
});
