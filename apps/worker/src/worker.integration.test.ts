import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createDatabase as connect, type Database } from '@tollgate/db/client';
import { createJobProducer, type JobProducer } from '@tollgate/queue/job-producer';
import { toUsageJob } from '@tollgate/queue/testing/to-usage-job';
import { connectRedis, type Redis } from '@tollgate/redis/client';
import { acknowledgedKey, EPOCH_KEY, LAST_USED_KEY, spentKey } from '@tollgate/redis/keys';
import { createDatabase, startPostgres, type TestDatabase } from '@tollgate/testing/postgres';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, beforeAll, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const NOW = Date.now();

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let testRedis: TestRedis;
let testDatabase: TestDatabase;
let database: Database;
let redis: Redis;
let producer: JobProducer<'ingest-usage'>;
let worker: Worker;

type Worker = { child: ChildProcess; lines: { msg: string; level: number }[] };

function startWorker(environment: NodeJS.ProcessEnv = {}): Worker {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: testDatabase.url,
      REDIS_URL: testRedis.url,
      TOLLGATE_KEY_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: Worker['lines'] = [];
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.map((line) => JSON.parse(line)));
  });
  return { child, lines };
}

async function ready({ lines }: Worker): Promise<void> {
  await waitFor('the worker', () => lines.some(({ msg }) => msg === 'worker ready'), { timeoutMs: 20_000 });
}

beforeAll(async () => {
  [postgres, testRedis] = await Promise.all([startPostgres(), startRedis()]);
  testDatabase = await createDatabase(postgres.url);
  database = connect(testDatabase.url);
  redis = connectRedis(testRedis.url, { name: 'test' });
  producer = createJobProducer('ingest-usage', testRedis.url);
  await database.pool.query(`
    INSERT INTO organizations (id, slug, name) VALUES ('org_1', 'one', 'One');
    INSERT INTO projects (id, organization_id, slug, name) VALUES ('prj_1', 'org_1', 'p', 'P');
    INSERT INTO api_keys (id, organization_id, project_id, name, hash, hint, budget_pico, budget_per) VALUES ('key_1', 'org_1', 'prj_1', 'K', 'h1', '', 50000000000000, 'total')`);
  worker = startWorker({ WORKER_METRICS_PORT: '0' });
  await ready(worker);
}, 60_000);
afterAll(async () => {
  worker.child.kill('SIGKILL');
  await producer.close().catch(() => undefined);
  redis.disconnect();
  await database.close();
  await Promise.all([testRedis.stop(), testDatabase.drop().finally(() => postgres.stop())]);
});

let facts = 0;
function nextBatch() {
  const number = ++facts;
  const own = { startedAtMs: NOW, requestId: `req_${number}` };
  return {
    proxyId: 'proxy_1',
    batchId: `batch_${number}`,
    attempts: [attemptFact({ ...own, attemptId: `att_${number}`, costPico: '1000' })],
    requests: [requestFact(own)],
  };
}

async function isAcknowledged({ proxyId, batchId }: { proxyId: string; batchId: string }): Promise<boolean> {
  return (await redis.hexists(acknowledgedKey(proxyId), batchId)) === 1;
}

/** As a proxy does: sends what is not acknowledged again, under a new job id, until it is. */
async function deliver(batch: ReturnType<typeof nextBatch>): Promise<void> {
  let tries = 0;
  await waitFor(
    `the acknowledgement of ${batch.batchId}`,
    async () => {
      if (tries++ % 20 === 0) await producer.add(toUsageJob(batch), { jobId: `${batch.batchId}-${tries}` });
      return isAcknowledged(batch);
    },
    { timeoutMs: 25_000, everyMs: 50 },
  );
}

async function ledger(): Promise<{ attempts: number; cost: string }> {
  const { rows } = await database.pool.query('SELECT sum(attempts)::integer AS attempts, sum(cost_pico)::text AS cost FROM spend_rollups');
  return rows[0];
}

test('a batch reaches the ledger and its budget and is acknowledged', async () => {
  await deliver(nextBatch());
  expect(await ledger()).toEqual({ attempts: facts, cost: String(facts * 1000) });
  expect(await redis.get(spentKey('org_1', 'key_1', 0))).toBe(String(facts));
});

test('partitions are there before they are needed', async () => {
  // This month, three more and the default; on the first of a month also the one before.
  const partitions = await waitFor('five partitions', async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'requests'::regclass`,
    );
    return rows.length >= 5 && rows.map(({ name }) => name);
  });
  expect(partitions).toContain(`requests_${new Date(NOW).toISOString().slice(0, 7).replace('-', '_')}`);
});

test('metrics count jobs and facts', async () => {
  const port = (worker.lines.find(({ msg }) => msg === 'worker ready') as unknown as { metricsPort: number }).metricsPort;
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(text).toContain('worker_ingested_facts_total{kind="attempt"} 1');
  expect(text).toMatch(/worker_job_duration_seconds_count\{job="ingest-usage",result="ok"\} \d/);
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
});

test('the worker survives a Redis that is killed and comes back empty: it publishes anew and takes what is sent again, once', async () => {
  const before = nextBatch();
  await deliver(before);
  await waitFor('the epoch', () => redis.get(EPOCH_KEY));
  await testRedis.kill();
  await testRedis.restart();
  await waitFor('Redis', () => redis.status === 'ready');
  await waitFor('a new epoch', () => redis.get(EPOCH_KEY), { timeoutMs: 20_000 });
  await deliver(before);
  await deliver(nextBatch());
  expect(await ledger()).toEqual({ attempts: facts, cost: String(facts * 1000) });
  expect(await redis.get(spentKey('org_1', 'key_1', 0))).toBe(String(facts));
  expect(worker.child.exitCode).toBeNull();
});

test('the worker survives a Postgres that is killed: the batch waits and is counted once when it is back', async () => {
  await postgres.kill();
  const batch = nextBatch();
  await producer.add(toUsageJob(batch), { jobId: 'while-away' });
  await waitFor('a failed try', () => worker.lines.some(({ msg }) => msg.startsWith('ingest-usage failed')), { timeoutMs: 20_000 });
  expect(await isAcknowledged(batch)).toBe(false);
  await postgres.restart();
  await waitFor('the acknowledgement', () => isAcknowledged(batch), { timeoutMs: 25_000 });
  expect(await ledger()).toEqual({ attempts: facts, cost: String(facts * 1000) });
  expect(worker.child.exitCode).toBeNull();
}, 60_000);

test('a worker that is killed in the middle of its work leaves nothing undone and nothing doubled', async () => {
  const batches = Array.from({ length: 30 }, nextBatch);
  for (const batch of batches) await producer.add(toUsageJob(batch), { jobId: batch.batchId });
  await waitFor('some work', () => isAcknowledged({ proxyId: 'proxy_1', batchId: batches[0]?.batchId ?? '' }));
  worker.child.kill('SIGKILL');
  await once(worker.child, 'exit');
  worker = startWorker();
  await ready(worker);
  for (const batch of batches) await deliver(batch);
  expect(await ledger()).toEqual({ attempts: facts, cost: String(facts * 1000) });
}, 60_000);

test('when a key was last used is carried to Postgres', async () => {
  await redis.hset(LAST_USED_KEY, { key_1: NOW });
  const readLastUse = async () =>
    (await database.pool.query<{ last_used_at: Date | null }>('SELECT last_used_at FROM api_keys')).rows[0]?.last_used_at;
  expect(await waitFor('the last use', readLastUse, { timeoutMs: 20_000 })).toEqual(new Date(NOW));
});

test('SIGTERM finishes the running jobs and ends with 0', async () => {
  const batch = nextBatch();
  await producer.add(toUsageJob(batch), { jobId: 'last' });
  worker.child.kill('SIGTERM');
  const [code] = await once(worker.child, 'exit');
  expect(code).toBe(0);
  const again = startWorker();
  worker = again;
  await ready(again);
  await deliver(batch);
  expect(await ledger()).toEqual({ attempts: facts, cost: String(facts * 1000) });
}, 60_000);

test('a missing setting is named and ends the worker at once', async () => {
  const { child, lines } = startWorker({ REDIS_URL: undefined });
  const [code] = await once(child, 'exit');
  expect(code).toBe(1);
  expect(lines[0]?.msg).toBe('REDIS_URL is not set.');
});
