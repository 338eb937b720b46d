import { startRedis } from '@tollgate/testing/redis';
import { waitFor } from '@tollgate/testing/wait-for';
import { expect, test } from 'vitest';
import { createJobConsumer } from './job-consumer.ts';
import { createJobProducer } from './job-producer.ts';

test.each(['away', 'back, but empty'])('a consumer can be closed while Redis is %s', async (phase) => {
  const server = await startRedis();
  const producer = createJobProducer('ingest-usage', server.url);
  let taken = 0;
  const consumer = createJobConsumer('ingest-usage', {
    redisUrl: server.url,
    concurrency: 1,
    async handle() {
      taken++;
    },
    onFailed: () => undefined,
  });
  await producer.add({ proxyId: 'pxy_1', batchId: 'b', records: '' }, { jobId: 'one-1' });
  await waitFor('the consumer to work', () => taken === 1);
  await server.kill();
  if (phase !== 'away') await server.restart();
  const startedAt = performance.now();
  await consumer.close();
  expect(performance.now() - startedAt).toBeLessThan(5000);
  await producer.close();
  await server.stop();
});

test('closing waits for the job in hand, which is then done for good', async () => {
  const server = await startRedis();
  const producer = createJobProducer('ingest-usage', server.url);
  let isTaken = false;
  let isDone = false;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const consumer = createJobConsumer('ingest-usage', {
    redisUrl: server.url,
    concurrency: 1,
    async handle() {
      isTaken = true;
      await held;
      isDone = true;
    },
    onFailed: (_id, error) => {
      throw error;
    },
  });
  await producer.add({ proxyId: 'pxy_1', batchId: 'b', records: '' }, { jobId: 'one-1' });
  await waitFor('the job to be taken', () => isTaken);
  const closing = consumer.close().then(() => isDone);
  release();
  expect(await closing).toBe(true);
  expect([await producer.waiting(), await producer.isQueued('one-1')]).toEqual([0, false]);
  await producer.close();
  await server.stop();
});
