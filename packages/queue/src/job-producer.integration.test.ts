import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJobConsumer } from './job-consumer.ts';
import { createJobProducer, type JobProducer } from './job-producer.ts';
import type { UsageBatch } from './jobs.ts';

let server: TestRedis;
let producer: JobProducer<'ingest-usage'>;

beforeAll(async () => {
  server = await startRedis();
  producer = createJobProducer('ingest-usage', server.url);
});
afterAll(async () => {
  await producer.close();
  await server.stop();
});

function batch(): UsageBatch {
  return { proxyId: 'pxy_1', batchId: randomUUID(), attempts: [], requests: [] };
}

test('a job is taken once however often it is added under its id, and waits until a worker has it', async () => {
  const payload = batch();
  for (let i = 0; i < 3; i++) await producer.add(payload, { jobId: 'one-1' });
  expect(await producer.waiting()).toBe(1);
  expect(await producer.isQueued('one-1')).toBe(true);
  expect(await producer.isQueued('one-2')).toBe(false);
  const taken: string[] = [];
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const consumer = createJobConsumer('ingest-usage', {
    redisUrl: server.url,
    concurrency: 1,
    async handle({ batchId }) {
      taken.push(batchId);
      await held;
    },
    onFailed: (_id, error) => {
      throw error;
    },
  });
  await waitFor('the job to be taken', () => taken.length > 0);
  expect(await producer.waiting()).toBe(0);
  expect(await producer.isQueued('one-1')).toBe(false);
  release();
  await consumer.close();
  expect(taken).toEqual([payload.batchId]);
});

test('a handler that fails is called again until it succeeds, and the job waits meanwhile', async () => {
  let calls = 0;
  let waited = false;
  const consumer = createJobConsumer('ingest-usage', {
    redisUrl: server.url,
    concurrency: 1,
    async handle() {
      if (++calls < 2) throw new Error('Postgres is away');
    },
    onFailed: () => undefined,
  });
  await producer.add(batch(), { jobId: 'again-1' });
  await waitFor('the second call', async () => {
    if (calls === 1) waited ||= await producer.isQueued('again-1');
    return calls === 2;
  });
  await consumer.close();
  expect(waited).toBe(true);
  expect(await producer.isQueued('again-1')).toBe(false);
});

test('a payload that does not fit its schema is reported at once and not tried again', async () => {
  const failed: string[] = [];
  let calls = 0;
  const consumer = createJobConsumer('ingest-usage', {
    redisUrl: server.url,
    concurrency: 1,
    async handle() {
      calls++;
    },
    onFailed: (jobId) => failed.push(jobId),
  });
  await producer.add({ ...batch(), attempts: [{ attemptId: 7 }] } as unknown as UsageBatch, { jobId: 'bad-1' });
  await waitFor('the report', () => failed.length > 0);
  expect(await producer.isQueued('bad-1')).toBe(false);
  await consumer.close();
  expect([failed, calls]).toEqual([['bad-1'], 0]);
});

test('while Redis is away every call rejects at once, and nothing that was tried then is sent later', async () => {
  await producer.add(batch(), { jobId: 'before-1' });
  await server.kill();
  await waitFor('the outage to be noticed', () =>
    producer.waiting().then(
      () => false,
      () => true,
    ),
  );
  const startedAt = performance.now();
  for (let i = 0; i < 20; i++) await expect(producer.add(batch(), { jobId: `away-${i}` })).rejects.toThrow();
  await expect(producer.isQueued('before-1')).rejects.toThrow();
  expect(performance.now() - startedAt).toBeLessThan(1000);
  await server.restart();
  await waitFor('the connection', () =>
    producer.waiting().then(
      () => true,
      () => false,
    ),
  );
  const redis = new Redis(server.url);
  expect((await redis.keys('*')).filter((key) => key.includes('away'))).toEqual([]);
  redis.disconnect();
  expect(await producer.isQueued('before-1')).toBe(false);
  await producer.add(batch(), { jobId: 'after-1' });
  expect(await producer.isQueued('after-1')).toBe(true);
});
