import { createDatabase, type TestDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl } from '@tollgate/testing/test-servers';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ingestFacts } from './ingest-facts.ts';
import { ingestOrReject } from './ingest-or-reject.ts';

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

const source = { proxyId: 'proxy_1', batchId: 'batch_1' };
const attempts = Array.from({ length: 40 }, (_, index) => attemptFact({ attemptId: `att_${index}`, requestId: `req_${index}` }));
const requests = Array.from({ length: 40 }, (_, index) => requestFact({ requestId: `req_${index}` }));

test('facts that the tables refuse are kept apart with the reason, and every other fact of the batch is counted once', async () => {
  const facts = {
    // A cost without a price row breaks a constraint; 2^31 ms and a name too long for an index are out of range.
    attempts: attempts
      .with(7, attemptFact({ attemptId: 'att_7', priceRowId: null }))
      .with(20, attemptFact({ attemptId: 'att_20', durationMs: 2 ** 31 })),
    requests: requests.with(
      39,
      requestFact({ requestId: 'req_39', endUser: longText(256), projectId: longText(64), errorMessage: 'a\0b' }),
    ),
  };
  const first = await ingestOrReject(pool, facts, source);
  expect(first).toMatchObject({ insertedAttempts: 38, insertedRequests: 40 });
  expect(first.rejected.map(({ kind, factId }) => ({ kind, factId }))).toEqual([
    { kind: 'attempt', factId: 'att_7' },
    { kind: 'attempt', factId: 'att_20' },
  ]);
  const { rows } = await pool.query(
    'SELECT kind, fact_id, organization_id, proxy_id, batch_id, fact::json AS fact FROM rejected_facts ORDER BY fact_id',
  );
  expect(rows).toEqual([
    { kind: 'attempt', fact_id: 'att_20', organization_id: 'org_1', proxy_id: 'proxy_1', batch_id: 'batch_1', fact: facts.attempts[20] },
    { kind: 'attempt', fact_id: 'att_7', organization_id: 'org_1', proxy_id: 'proxy_1', batch_id: 'batch_1', fact: facts.attempts[7] },
  ]);
  expect(await ingestOrReject(pool, facts, source)).toMatchObject({ insertedAttempts: 0, insertedRequests: 0 });
  expect(
    (await pool.query('SELECT sum(attempts)::integer AS attempts, sum(requests)::integer AS requests FROM spend_rollups')).rows,
  ).toEqual([{ attempts: 38, requests: 40 }]);
});

test('a single fact that is refused is kept too', async () => {
  const facts = { attempts: [], requests: [requestFact({ status: 2 ** 40 })] };
  expect((await ingestOrReject(pool, facts, source)).rejected).toMatchObject([{ kind: 'request', factId: 'req_1' }]);
});

test('text that Postgres cannot hold is made storable instead of refused', async () => {
  const facts = {
    attempts: [attemptFact({ endUser: 'a\0\uD800', tags: ['\0'] })],
    requests: [requestFact({ metadata: { 'k\0': '\uDFFF' } })],
  };
  expect(await ingestFacts(pool, facts)).toMatchObject({ insertedAttempts: 1, insertedRequests: 1 });
  expect((await pool.query('SELECT end_user, tags FROM attempts')).rows).toEqual([{ end_user: 'a\uFFFD\uFFFD', tags: ['\uFFFD'] }]);
  expect((await pool.query('SELECT metadata FROM requests')).rows).toEqual([{ metadata: { 'k\uFFFD': '\uFFFD' } }]);
});

test('a fault of the database is thrown and rejects nothing', async () => {
  await pool.query('ALTER TABLE tag_rollups RENAME TO tag_rollups_away');
  await expect(ingestOrReject(pool, { attempts, requests }, source)).rejects.toMatchObject({ code: '42P01' });
  expect((await pool.query('SELECT count(*)::integer AS count FROM rejected_facts')).rows).toEqual([{ count: 0 }]);
});

/** Characters of four bytes that do not compress. */
function longText(length: number): string {
  return Array.from({ length }, (_, index) => String.fromCodePoint(0x1f300 + ((index * 7919) % 700))).join('');
}
