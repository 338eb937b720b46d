import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { attemptFact } from '@tollgate/testing/usage-facts';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJobConsumer } from './job-consumer.ts';
import { createJobProducer, type JobProducer } from './job-producer.ts';
import type { UsageJob } from './jobs.ts';
import { toUsageJob } from './testing/to-usage-job.ts';

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

function batch(): UsageJob {
  return { proxyId: 'pxy_1', batchId: randomUUID(), records: '' };
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
  const fitting = toUsageJob({ proxyId: 'pxy_1', batchId: 'b', attempts: [attemptFact()], requests: [] }).records;
  const unfit: [string, string][] = [
    ['no-base64', '{"a":1}'],
    ['torn', Buffer.from(fitting, 'base64').subarray(0, -3).toString('base64')],
    [
      'a fact of another shape',
      toUsageJob({ proxyId: 'pxy_1', batchId: 'b', attempts: [attemptFact({ ordinal: 0 })], requests: [] }).records,
    ],
  ];
  for (const [jobId, records] of unfit) await producer.add({ ...batch(), records }, { jobId });
  await waitFor('the reports', () => failed.length === unfit.length);
  for (const [jobId] of unfit) expect(await producer.isQueued(jobId)).toBe(false);
  await consumer.close();
  expect([failed.sort(), calls]).toEqual([unfit.map(([jobId]) => jobId).sort(), 0]);
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
