import { createDatabase, type TestDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl } from '@tollgate/testing/test-servers';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultPartitionRows } from './default-partition-rows.ts';
import { dropExpiredContents } from './drop-expired-contents.ts';
import { ensureCurrentPartitions } from './ensure-current-partitions.ts';
import { ensurePartitions } from './ensure-partitions.ts';
import { ingestFacts } from './ingest-facts.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeEach(async () => {
  database = await createDatabase(testDatabaseUrl());
  pool = new pg.Pool({ connectionString: database.url });
  // Dropping the database may meet a connection that is still being closed.
  pool.on('error', () => undefined);
});
afterEach(async () => {
  await pool.end();
  await database.drop();
});

const NOW = Date.UTC(2026, 10, 20, 12);
const DAY_MS = 86_400_000;

async function partitionsOf(table: string): Promise<string[]> {
  const { rows } = await pool.query(`SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = $1::regclass ORDER BY 1`, [
    table,
  ]);
  return rows.map(({ name }) => name);
}

async function addContent(requestId: string, startedAtMs: number, expiresAtMs: number): Promise<void> {
  await pool.query(`INSERT INTO request_contents VALUES ($1, $2, 'org_1', 'prj_1', $3, 1, 'n', 'c', false)`, [
    requestId,
    new Date(startedAtMs),
    new Date(expiresAtMs),
  ]);
}

test('partitions are made ahead: three months for facts, a week for contents', async () => {
  await ensureCurrentPartitions(pool, NOW);
  expect(await partitionsOf('attempts')).toEqual([
    'attempts_2026_11',
    'attempts_2026_12',
    'attempts_2027_01',
    'attempts_2027_02',
    'attempts_default',
  ]);
  expect(await partitionsOf('requests')).toHaveLength(5);
  expect(await partitionsOf('request_contents')).toEqual([
    ...Array.from({ length: 9 }, (_, day) => `request_contents_2026_11_${19 + day}`),
    'request_contents_default',
  ]);
  expect((await ensureCurrentPartitions(pool, NOW)).created).toEqual([]);
});

test('eight processes that make the same partitions at once make each once, while facts come in', async () => {
  const facts = Array.from({ length: 20 }, (_, index) => attemptFact({ attemptId: `att_${index}`, startedAtMs: NOW }));
  const [ensured] = await Promise.all([
    Promise.all(Array.from({ length: 8 }, () => ensurePartitions(pool, 'attempts', NOW, NOW + 60 * DAY_MS))),
    ...facts.map((fact) =>
      ingestFacts(pool, { attempts: [fact], requests: [] }).catch(() => ingestFacts(pool, { attempts: [fact], requests: [] })),
    ),
  ]);
  expect(ensured.flatMap(({ created }) => created).toSorted()).toEqual(['attempts_2026_11', 'attempts_2026_12', 'attempts_2027_01']);
  const { rows } = await pool.query(
    'SELECT count(*)::integer AS all_rows, (SELECT count(*)::integer FROM attempts_2026_11) AS in_month FROM attempts',
  );
  expect(rows).toEqual([{ all_rows: 20, in_month: 20 }]);
});

test('rows that the default partition caught move to their own, and a second delivery of them is still recognised', async () => {
  const facts = { attempts: [attemptFact({ startedAtMs: NOW })], requests: [requestFact({ startedAtMs: NOW })] };
  await ingestFacts(pool, facts);
  expect(await defaultPartitionRows(pool)).toEqual({ attempts: 1, requests: 1, request_contents: 0 });
  await ensureCurrentPartitions(pool, NOW);
  expect(await defaultPartitionRows(pool)).toEqual({ attempts: 0, requests: 0, request_contents: 0 });
  expect(await ingestFacts(pool, facts)).toEqual({ insertedAttempts: 0, insertedRequests: 0, touchedKeys: [] });
});

test('a range for which the default partition holds too many rows is left there and reported', async () => {
  await pool.query(
    `INSERT INTO request_contents SELECT 'req_' || n, $1, 'org_1', 'prj_1', $1, 1, 'n', 'c', false FROM generate_series(1, 100001) AS n`,
    [new Date(NOW)],
  );
  expect(await ensurePartitions(pool, 'request_contents', NOW, NOW)).toEqual({
    created: [],
    leftInDefault: [{ partition: 'request_contents_2026_11_20', rows: 100_001 }],
  });
  expect(await partitionsOf('request_contents')).toEqual(['request_contents_default']);
});

test('days whose contents have all expired are dropped whole, other expired contents row by row, living ones stay', async () => {
  await ensurePartitions(pool, 'request_contents', NOW - 3 * DAY_MS, NOW);
  await addContent('req_old', NOW - 3 * DAY_MS, NOW - DAY_MS);
  await addContent('req_expired', NOW - 2 * DAY_MS, NOW - DAY_MS);
  await addContent('req_living', NOW - 2 * DAY_MS, NOW + DAY_MS);
  await addContent('req_today', NOW - 1000, NOW - 1);
  await addContent('req_long_ago', NOW - 900 * DAY_MS, NOW - 1);
  expect(await dropExpiredContents(pool, NOW)).toEqual({
    partitions: ['request_contents_2026_11_17', 'request_contents_2026_11_19'],
    rows: 3,
  });
  expect((await pool.query('SELECT request_id FROM request_contents')).rows).toEqual([{ request_id: 'req_living' }]);
  expect(await dropExpiredContents(pool, NOW)).toEqual({ partitions: [], rows: 0 });
});
