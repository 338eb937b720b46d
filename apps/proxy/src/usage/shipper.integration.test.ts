import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJobProducer, type JobProducer } from '@tollgate/queue/job-producer';
import { decodeRecords } from '@tollgate/queue/usage-record';
import { createAdmission } from '@tollgate/redis/admission';
import { connectRedis, type Redis } from '@tollgate/redis/client';
import { acknowledgedKey, counterEpochKey, reservedKey } from '@tollgate/redis/keys';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { collectUsage, type UsageSink } from '../testing/usage-sink.ts';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readOrphan } from './recover.ts';
import { Shipper, type ShipperPace } from './shipper.ts';
import { Spool } from './spool.ts';
import { UsageRecorder } from './usage-recorder.ts';

let server: TestRedis;
let redis: Redis;
let producer: JobProducer<'ingest-usage'>;

beforeAll(async () => {
  server = await startRedis();
  redis = connectRedis(server.url, { name: 'test' });
  producer = createJobProducer('ingest-usage', server.url);
  await waitFor('Redis', () => redis.status === 'ready');
});
afterAll(async () => {
  await producer.close();
  redis.disconnect();
  await server.stop();
});

const closing: (() => Promise<void> | void)[] = [];
beforeEach(() => server.flush());
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Calls = { adds: { jobId: string; atMs: number; facts: number }[]; looks: number };

/** The real producer, with a note of what it was asked. */
function watched(calls: Calls): JobProducer<'ingest-usage'> {
  return {
    ...producer,
    add(payload, options) {
      calls.adds.push({ ...options, atMs: Date.now(), facts: decodeRecords(Buffer.from(payload.records, 'base64')).records.length });
      return producer.add(payload, options);
    },
    isQueued(jobId) {
      calls.looks++;
      return producer.isQueued(jobId);
    },
  };
}

const QUICK: Partial<ShipperPace> = { flushMs: 5, pollMs: 20, resendAfterMs: 60, maxResendAfterMs: 120 };

function start(pace: Partial<ShipperPace> = QUICK, options: { segmentBytes?: number } = {}) {
  const proxyId = `pxy_${closing.length}_${Math.trunc(performance.now() * 1000)}`;
  const directory = mkdtempSync(join(tmpdir(), 'tollgate-ship-'));
  const spool = new Spool(directory, options);
  const calls: Calls = { adds: [], looks: 0 };
  const shipper = new Shipper({ proxyId, spool, producer: watched(calls), redis, pace });
  const usage = new UsageRecorder({ spool, shipper, admission: createAdmission(redis) });
  closing.push(async () => {
    await shipper.close(0);
    spool.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return { proxyId, directory, spool, shipper, usage, calls };
}

function sink(): UsageSink {
  const collected = collectUsage(server.url, redis);
  closing.push(() => collected.close());
  return collected;
}

/** One whole request through the recorder, as the pipeline reports it. */
function record(usage: UsageRecorder, number: number): void {
  const attempt = attemptFact({ attemptId: `att_${number}`, requestId: `req_${number}` });
  const request = requestFact({ requestId: `req_${number}` });
  void usage.start({ attempt, request, promptBytes: 10 });
  usage.finish(attempt, null);
  usage.endRequest(request);
}

const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}_${index}`).sort();
const segments = (directory: string) => readdirSync(directory).sort();

describe('facts on their way to the ledger', () => {
  it('arrive together, are acknowledged, and leave nothing in Redis; their segment is laid aside', async () => {
    const { proxyId, directory, spool, shipper, usage, calls } = start();
    const ledger = sink();
    for (let i = 0; i < 50; i++) record(usage, i);
    await waitFor('the facts', () => ledger.requests.size === 50 && shipper.waiting === 0);
    expect([...ledger.attempts.keys()].sort()).toEqual(ids('att', 50));
    expect(calls.adds.map(({ facts }) => facts)).toEqual([100]);
    await waitFor('the acknowledgement to be taken', async () => (await redis.exists(acknowledgedKey(proxyId))) === 0);
    spool.seal();
    expect(segments(directory)).toEqual(['00000001.spool.done', '00000002.spool']);
  });

  it('go at most 500 of a kind in a batch', async () => {
    const { usage, shipper, calls } = start();
    const ledger = sink();
    for (let i = 0; i < 1200; i++) record(usage, i);
    await waitFor('the facts', () => shipper.waiting === 0 && ledger.requests.size === 1200);
    expect(Math.max(...calls.adds.map(({ facts }) => facts))).toBeLessThanOrEqual(1000);
    expect(ledger.attempts.size).toBe(1200);
  });

  it('are queued once while no worker comes for them, however often they are looked after', async () => {
    const { usage, calls, shipper } = start();
    record(usage, 1);
    await waitFor('several looks', () => calls.looks >= 4);
    expect(calls.adds).toHaveLength(1);
    expect(await producer.waiting()).toBe(1);
    const ledger = sink();
    await waitFor('the facts', () => shipper.waiting === 0);
    expect(ledger.attempts.size).toBe(1);
  });

  it('are sent again when their job was lost, not before the time, under another name', async () => {
    const { usage, calls, shipper } = start({ ...QUICK, resendAfterMs: 300, maxResendAfterMs: 300 });
    record(usage, 1);
    await waitFor('the job', async () => (await producer.waiting()) === 1);
    await server.flush();
    await waitFor('the second job', () => calls.adds.length === 2);
    const [first, second] = calls.adds;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(300);
    expect(second?.jobId).not.toBe(first?.jobId);
    const ledger = sink();
    await waitFor('the facts', () => shipper.waiting === 0);
    expect([ledger.attempts.size, ledger.requests.size]).toEqual([1, 1]);
  });

  it('wait ten seconds by default before they are sent again', async () => {
    const { usage, calls } = start({});
    record(usage, 1);
    await waitFor('the job', () => calls.adds.length === 1);
    await server.flush();
    const startedAtMs = calls.adds[0]?.atMs ?? 0;
    await waitFor('the second job', () => calls.adds.length === 2, { timeoutMs: 20_000 });
    expect((calls.adds[1]?.atMs ?? 0) - startedAtMs).toBeGreaterThanOrEqual(10_000);
    expect((calls.adds[1]?.atMs ?? 0) - startedAtMs).toBeLessThan(12_000);
  });

  it('outlive a Redis that is killed and comes back empty: all arrive, and are acknowledged', async () => {
    const { usage, shipper } = start();
    for (let i = 0; i < 20; i++) record(usage, i);
    await server.kill();
    for (let i = 20; i < 40; i++) record(usage, i);
    await waitFor('the outage to be felt', () => redis.status !== 'ready');
    expect(shipper.waiting).toBeGreaterThanOrEqual(40);
    await server.restart();
    const ledger = sink();
    await waitFor('the facts', () => ledger.requests.size === 40 && shipper.waiting === 0);
    expect([...ledger.attempts.keys()].sort()).toEqual(ids('att', 40));
  });

  it('beyond what memory should hold stay on disk and are read back from there, all of them', async () => {
    const { directory, spool, usage, shipper } = start({ ...QUICK, maxUnderWay: 40 }, { segmentBytes: 20_000 });
    const total = 300;
    for (let i = 0; i < total; i++) {
      record(usage, i);
      if (i % 10 === 9) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(shipper.waiting).toBeLessThanOrEqual(60);
    expect(shipper.hasBacklog).toBe(true);
    const ledger = sink();
    await waitFor('the facts', () => ledger.requests.size === total && ledger.attempts.size === total, { timeoutMs: 20_000 });
    await waitFor('the backlog to be gone', () => !shipper.hasBacklog && shipper.waiting === 0);
    spool.seal();
    expect(segments(directory).filter((name) => !name.endsWith('.done'))).toHaveLength(1);
  });

  it('that no one took before the end are all on disk for the next process', async () => {
    const { directory, usage, shipper } = start();
    await server.kill();
    for (let i = 0; i < 5; i++) record(usage, i);
    await new Promise((resolve) => setImmediate(resolve));
    const startedAt = performance.now();
    await shipper.close(Date.now() + 200);
    expect(performance.now() - startedAt).toBeLessThan(1500);
    const { facts } = readOrphan(directory, () => null);
    expect(facts.map(([kind]) => kind).sort()).toEqual([...Array(5).fill('finished'), ...Array(5).fill('request')]);
    await server.restart();
    await waitFor('Redis', () => redis.status === 'ready');
  });
});

describe('the order of what is recorded', () => {
  it('keeps the segment of an attempt that has not ended, so that its start is found if the process dies', async () => {
    const { directory, spool, usage, shipper } = start();
    sink();
    const open = attemptFact({ attemptId: 'att_open', requestId: 'req_open', outcome: 'unknown' });
    void usage.start({ attempt: open, request: requestFact({ requestId: 'req_open' }), promptBytes: 40 });
    record(usage, 1);
    await waitFor('the facts', () => shipper.waiting === 0 && usage.openAttempts === 1);
    spool.seal();
    usage.progress('att_open', 12);
    expect(segments(directory)).toEqual(['00000001.spool', '00000002.spool']);
    const { facts, unfinished } = readOrphan(directory, () => null);
    expect(unfinished).toBe(1);
    expect(facts.filter(([kind]) => kind === 'finished').map(([, fact]) => fact)).toContainEqual(
      expect.objectContaining({ attemptId: 'att_open', outcome: 'unknown', usage: expect.objectContaining({ output: 12 }) }),
    );
    usage.finish({ ...open, outcome: 'success' }, null);
    await waitFor('the end', () => usage.openAttempts === 0 && shipper.waiting === 0);
    expect(segments(directory)).toEqual(['00000001.spool.done', '00000002.spool']);
  });

  it('has an attempt on disk before it is dialled, and its end and its request before the answer leaves', async () => {
    const { directory, usage } = start();
    const attempt = attemptFact({ attemptId: 'att_1', requestId: 'req_1' });
    const onDisk = () => {
      const { facts, unfinished } = readOrphan(directory, () => null);
      return { kinds: facts.map(([kind]) => kind).sort(), unfinished };
    };
    await usage.start({ attempt, request: requestFact({ requestId: 'req_1' }), promptBytes: 40 });
    expect(onDisk().unfinished).toBe(1);
    const atAnswer = await new Promise((resolve) => {
      usage.finish(attempt, null);
      usage.endRequest(requestFact({ requestId: 'req_1' }), () => resolve(onDisk()));
      expect(onDisk().unfinished).toBe(1);
    });
    expect(atAnswer).toEqual({ kinds: ['finished', 'request'], unfinished: 0 });
  });

  it('has an attempt on disk before its reservation becomes its cost', async () => {
    const { directory, usage } = start();
    const counters = { organizationId: 'org_order', keyId: 'key_1', periodStartMs: 0 };
    await redis.set(counterEpochKey(counters.organizationId), '1');
    const held = {
      ...counters,
      requestsPerMinute: 0,
      budgetNano: 1000,
      needNano: 900,
      attemptId: 'att_1',
      holdMs: 60_000,
      replacesAttemptId: '',
    };
    await createAdmission(redis).admit(held);
    usage.finish(attemptFact({ attemptId: 'att_1' }), { ...counters, attemptId: 'att_1', costNano: 70 });
    expect(readOrphan(directory, () => null).facts).toEqual([]);
    usage.flush();
    expect(readOrphan(directory, () => null).facts).toHaveLength(1);
    await waitFor('the settlement', async () => (await redis.hget(reservedKey('org_order', 'key_1', 0), '*')) === '70');
  });
});
