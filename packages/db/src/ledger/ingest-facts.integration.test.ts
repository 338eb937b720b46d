import { outcomeSchema } from '@tollgate/core/routing/outcome';
import type { AttemptFact, RequestFact } from '@tollgate/core/usage/facts';
import { LATENCY_BOUNDS_MS } from '@tollgate/core/usage/latency-bin';
import { totalInputTokens, totalOutputTokens } from '@tollgate/core/usage/usage';
import { createDatabase, type TestDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl } from '@tollgate/testing/test-servers';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findRollupDrift } from './find-rollup-drift.ts';
import { migrationsFolder } from '../migrations/paths.ts';
import { ingestFacts } from './ingest-facts.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createDatabase(testDatabaseUrl());
  pool = new pg.Pool({ connectionString: database.url });
  // Dropping the database may meet a connection that is still being closed.
  pool.on('error', () => undefined);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(empty);

async function empty(): Promise<void> {
  await pool.query('TRUNCATE attempts, requests, spend_rollups, end_user_rollups, tag_rollups, latency_rollups, key_spend');
}

type Facts = { attempts: AttemptFact[]; requests: RequestFact[] };

const START = Date.UTC(2026, 10, 19, 23, 30);
const DAY_MS = 86_400_000;
const BIG = '9'.repeat(30);
const FAILURES = new Set(['rate_limited', 'server_error', 'timeout', 'connection', 'auth', 'model_unavailable']);

const count = fc.integer({ min: 0, max: 5000 });
const dimensions = fc.record({
  startedAtMs: fc.integer({ min: START, max: START + 3_600_000 }),
  organizationId: fc.constantFrom('org_1', 'org_2'),
  projectId: fc.constantFrom('prj_1', 'prj_2'),
  keyId: fc.constantFrom('key_1', 'key_2'),
  memberId: fc.constantFrom(null, 'mem_1'),
  endUser: fc.constantFrom(null, '', 'ann', 'bo\u0000b', '😀'),
  route: fc.constantFrom(null, 'smart'),
  tags: fc.array(fc.constantFrom('a', 'b', '', 'it"s, {x}'), { maxLength: 4 }),
  credentialId: fc.constantFrom(null, 'cred_1'),
});
const usage = fc.record({
  input: count,
  cachedInput: count,
  cacheWrite5m: count,
  cacheWrite1h: count,
  output: count,
  reasoning: count,
  audioInput: count,
  audioOutput: count,
  images: count,
});
const attempts = fc.array(
  fc.record({
    dimensions,
    usage,
    provider: fc.constantFrom('openai', 'sim'),
    model: fc.constantFrom('m1', 'm2'),
    isEstimated: fc.boolean(),
    outcome: fc.constantFrom(...outcomeSchema.options),
    durationMs: count,
    cost: fc.option(fc.oneof(fc.bigInt(0n, 10n ** 13n).map(String), fc.constant(BIG))),
  }),
  { maxLength: 25 },
);
const requests = fc.array(
  fc.record({
    dimensions,
    upstream: fc.constantFrom({ provider: 'openai', model: 'm1' }, { provider: null, model: null }),
    status: fc.constantFrom(200, 399, 400, 429, 499, 502),
    attempts: fc.nat({ max: 3 }),
    durationMs: count,
  }),
  { maxLength: 25 },
);
/** Distinct facts, and deliveries that together hold each at least once, in any order, cut anywhere, some many times. */
const delivered = fc.tuple(attempts, requests).chain(([attemptParts, requestParts]) => {
  const facts: Facts = {
    attempts: attemptParts.map((part, index) =>
      attemptFact({
        ...part.dimensions,
        attemptId: `att_${index}`,
        usage: part.usage,
        provider: part.provider,
        model: part.model,
        isEstimated: part.isEstimated,
        outcome: part.outcome,
        durationMs: part.durationMs,
        costPico: part.cost,
        priceRowId: part.cost === null ? null : 'row',
      }),
    ),
    requests: requestParts.map(({ dimensions: given, upstream, ...rest }, index) =>
      requestFact({ ...given, ...upstream, ...rest, requestId: `req_${index}` }),
    ),
  };
  const whole = [
    ...facts.attempts.map((fact) => ({ kind: 'attempt' as const, fact })),
    ...facts.requests.map((fact) => ({ kind: 'request' as const, fact })),
  ];
  const repeated = whole.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...whole), { maxLength: 20 });
  return repeated
    .chain((again) => fc.shuffledSubarray([...whole, ...again], { minLength: whole.length + again.length }))
    .chain((order) => fc.array(fc.nat({ max: order.length }), { maxLength: 4 }).map((cuts) => split(order, cuts)))
    .map((batches) => ({
      facts,
      deliveries: batches.map((batch) => ({
        attempts: batch.flatMap((item) => (item.kind === 'attempt' ? [item.fact] : [])),
        requests: batch.flatMap((item) => (item.kind === 'request' ? [item.fact] : [])),
      })),
    }));
});

function split<Item>(items: readonly Item[], cuts: readonly number[]): Item[][] {
  const ends = [0, ...cuts.toSorted((a, b) => a - b), items.length];
  return ends.slice(1).map((end, index) => items.slice(ends[index], end));
}

type Sums = {
  requests: number;
  failed: number;
  rescued: number;
  attempts: number;
  failedAttempts: number;
  unpriced: number;
  estimated: number;
  input: number;
  output: number;
  durationMs: number;
  cost: bigint;
};

/** The oracle: what a rollup with these key columns must hold, straight from the facts. */
function fold(facts: Facts, keysOf: (fact: AttemptFact | RequestFact) => string[]): Record<string, Sums> {
  const rows: Record<string, Sums> = {};
  const at = (key: string) =>
    (rows[key] ??= {
      requests: 0,
      failed: 0,
      rescued: 0,
      attempts: 0,
      failedAttempts: 0,
      unpriced: 0,
      estimated: 0,
      input: 0,
      output: 0,
      durationMs: 0,
      cost: 0n,
    });
  for (const fact of facts.attempts) {
    for (const key of keysOf(fact)) {
      const row = at(key);
      row.attempts += 1;
      row.failedAttempts += FAILURES.has(fact.outcome) ? 1 : 0;
      row.unpriced += fact.costPico === null ? 1 : 0;
      row.estimated += fact.isEstimated ? 1 : 0;
      row.input += totalInputTokens(fact.usage);
      row.output += totalOutputTokens(fact.usage);
      row.cost += BigInt(fact.costPico ?? 0);
    }
  }
  for (const fact of facts.requests) {
    for (const key of keysOf(fact)) {
      const row = at(key);
      row.requests += 1;
      row.failed += fact.status >= 400 ? 1 : 0;
      row.rescued += fact.status < 400 && fact.attempts > 1 ? 1 : 0;
      row.durationMs += fact.durationMs;
    }
  }
  return rows;
}

const bucketOf = (fact: { startedAtMs: number }) => new Date(Math.floor(fact.startedAtMs / 900_000) * 900_000).toISOString();
const textOf = (value: string | null) => (value ?? '').replaceAll('\0', '\uFFFD');
const tagsOf = (fact: { tags: string[] }) => {
  const tags = [...new Set(fact.tags)].filter((tag) => tag !== '');
  return tags.length === 0 ? [''] : tags;
};

/** A rollup table as the oracle shapes it; absent measures are 0. */
async function read(table: string, key: string[], measures: Partial<Record<keyof Sums, string>>): Promise<Record<string, Partial<Sums>>> {
  const { rows } = await pool.query(`SELECT * FROM ${table}`);
  return Object.fromEntries(
    rows.map((row) => [
      JSON.stringify(key.map((column) => (row[column] instanceof Date ? row[column].toISOString() : row[column]))),
      Object.fromEntries(
        Object.entries(measures).map(([name, column]) => [name, name === 'cost' ? BigInt(row[column]) : Number(row[column])]),
      ),
    ]),
  );
}

function only(rows: Record<string, Sums>, names: (keyof Sums)[]): Record<string, Partial<Sums>> {
  return Object.fromEntries(Object.entries(rows).map(([key, sums]) => [key, Object.fromEntries(names.map((name) => [name, sums[name]]))]));
}

const SMALL_CUBE = {
  requests: 'requests',
  failed: 'failed_requests',
  attempts: 'attempts',
  unpriced: 'unpriced_attempts',
  estimated: 'estimated_attempts',
  input: 'input_tokens',
  output: 'output_tokens',
  cost: 'cost_pico',
} as const;
const CUBE = { ...SMALL_CUBE, rescued: 'rescued_requests', failedAttempts: 'failed_attempts', durationMs: 'duration_ms' } as const;
const LATENCY = { requests: 'requests', attempts: 'attempts' } as const;
const names = (measures: object) => Object.keys(measures) as (keyof Sums)[];

async function expectRollupsToBe(facts: Facts): Promise<void> {
  const cube = ['bucket_start', 'organization_id', 'project_id', 'key_id', 'member_id', 'credential_id', 'provider', 'model', 'route'];
  expect(await read('spend_rollups', cube, CUBE)).toEqual(
    only(
      fold(facts, (fact) => [
        JSON.stringify([
          bucketOf(fact),
          fact.organizationId,
          fact.projectId,
          fact.keyId,
          fact.memberId ?? '',
          fact.credentialId ?? '',
          fact.provider ?? '',
          fact.model ?? '',
          fact.route ?? '',
        ]),
      ]),
      names(CUBE),
    ),
  );
  expect(await read('end_user_rollups', ['bucket_start', 'organization_id', 'project_id', 'end_user'], SMALL_CUBE)).toEqual(
    only(
      fold(facts, (fact) => [JSON.stringify([bucketOf(fact), fact.organizationId, fact.projectId, textOf(fact.endUser)])]),
      names(SMALL_CUBE),
    ),
  );
  expect(await read('tag_rollups', ['bucket_start', 'organization_id', 'project_id', 'tag'], SMALL_CUBE)).toEqual(
    only(
      fold(facts, (fact) => tagsOf(fact).map((tag) => JSON.stringify([bucketOf(fact), fact.organizationId, fact.projectId, tag]))),
      names(SMALL_CUBE),
    ),
  );
  const answered = {
    attempts: facts.attempts.filter((fact) => fact.outcome === 'success'),
    requests: facts.requests.filter((fact) => fact.status < 400),
  };
  const binOf = ({ durationMs }: { durationMs: number }) => LATENCY_BOUNDS_MS.filter((bound) => bound <= durationMs).length;
  expect(await read('latency_rollups', ['bucket_start', 'organization_id', 'project_id', 'provider', 'latency_bin'], LATENCY)).toEqual(
    only(
      fold(answered, (fact) => [JSON.stringify([bucketOf(fact), fact.organizationId, fact.projectId, fact.provider ?? '', binOf(fact)])]),
      names(LATENCY),
    ),
  );
  const { rows } = await pool.query(`SELECT organization_id, key_id, to_char(day, 'YYYY-MM-DD') AS day, cost_pico FROM key_spend`);
  const priced = { attempts: facts.attempts.filter((fact) => fact.costPico !== null), requests: [] };
  expect(
    Object.fromEntries(rows.map((row) => [JSON.stringify([row.organization_id, row.key_id, row.day]), { cost: BigInt(row.cost_pico) }])),
  ).toEqual(
    only(
      fold(priced, (fact) => [JSON.stringify([fact.organizationId, fact.keyId, new Date(fact.startedAtMs).toISOString().slice(0, 10)])]),
      ['cost'],
    ),
  );
}

async function expectTablesToAgree(facts: Facts): Promise<void> {
  const total = facts.attempts.reduce((sum, fact) => sum + BigInt(fact.costPico ?? 0), 0n);
  const { rows } = await pool.query(`
    SELECT
      (SELECT coalesce(sum(cost_pico), 0) FROM attempts) AS attempts, (SELECT coalesce(sum(cost_pico), 0) FROM spend_rollups) AS spend,
      (SELECT coalesce(sum(cost_pico), 0) FROM end_user_rollups) AS end_users, (SELECT coalesce(sum(cost_pico), 0) FROM key_spend) AS keys`);
  expect(Object.values(rows[0]).map((value) => BigInt(String(value)))).toEqual([total, total, total, total]);
  expect(await findRollupDrift(pool, Date.UTC(2026, 10, 19), Date.UTC(2026, 10, 19) + 2 * DAY_MS)).toEqual([]);
}

test('every rollup is the fold of the distinct facts, however they are cut, ordered and repeated', async () => {
  await fc.assert(
    fc
      .asyncProperty(delivered, async ({ facts, deliveries }) => {
        for (const delivery of deliveries) await ingestFacts(pool, delivery);
        await expectRollupsToBe(facts);
        await expectTablesToAgree(facts);
      })
      .beforeEach(empty),
    { numRuns: 60 },
  );
}, 120_000);

test('eight workers with overlapping batches count every fact once and none fails', async () => {
  const facts: Facts = { attempts: [], requests: [] };
  for (let index = 0; index < 800; index++) {
    const own = {
      startedAtMs: START + index * 1000,
      keyId: `key_${index % 5}`,
      endUser: `user_${index % 40}`,
      tags: [`tag_${index % 3}`, 'all'],
    };
    facts.attempts.push(attemptFact({ ...own, attemptId: `att_${index}`, requestId: `req_${index}`, costPico: String(1000 + index) }));
    facts.requests.push(requestFact({ ...own, requestId: `req_${index}` }));
  }
  const workers = Array.from({ length: 8 }, async (_, worker) => {
    let inserted = 0;
    for (let batch = 0; batch < 10; batch++) {
      // Every fact lies in the batches of several workers; odd workers see them in the opposite order.
      const from = ((worker * 3 + batch) % 10) * 80;
      const pick = <Fact>(all: Fact[]) => (worker % 2 === 0 ? all.slice(from, from + 160) : all.slice(from, from + 160).toReversed());
      const result = await ingestFacts(pool, { attempts: pick(facts.attempts), requests: pick(facts.requests) });
      inserted += result.insertedAttempts + result.insertedRequests;
    }
    return inserted;
  });
  const inserted = await Promise.all(workers);
  expect(inserted.reduce((sum, one) => sum + one, 0)).toBe(1600);
  await expectRollupsToBe(facts);
  await expectTablesToAgree(facts);
});

test('a batch that fails half-way leaves nothing behind', async () => {
  const facts = { attempts: [attemptFact()], requests: [requestFact({ durationMs: 2 ** 40 })] };
  await expect(ingestFacts(pool, facts)).rejects.toMatchObject({ code: '22003' });
  await expectRollupsToBe({ attempts: [], requests: [] });
});

test('only new facts are counted as inserted and only keys whose spend grew are named', async () => {
  const first = attemptFact({ attemptId: 'att_1', keyId: 'key_1' });
  const second = attemptFact({ attemptId: 'att_2', keyId: 'key_2' });
  const unpriced = attemptFact({ attemptId: 'att_3', keyId: 'key_3', costPico: null, priceRowId: null });
  await ingestFacts(pool, { attempts: [first], requests: [] });
  expect(await ingestFacts(pool, { attempts: [first, second, second, unpriced], requests: [requestFact()] })).toEqual({
    insertedAttempts: 2,
    insertedRequests: 1,
    touchedKeys: [{ organizationId: 'org_1', keyId: 'key_2' }],
  });
});

test('drift is found and measured in every rollup', async () => {
  await ingestFacts(pool, { attempts: [attemptFact({ tags: ['a'] })], requests: [requestFact({ tags: ['a'] })] });
  await pool.query('UPDATE spend_rollups SET cost_pico = cost_pico + 7');
  await pool.query(`INSERT INTO key_spend VALUES ('org_1', 'key_9', '2026-11-20', 5)`);
  await pool.query('UPDATE tag_rollups SET requests = requests + 1');
  await pool.query('DELETE FROM end_user_rollups');
  await pool.query('UPDATE latency_rollups SET latency_bin = latency_bin + 1');
  expect(await findRollupDrift(pool, Date.UTC(2026, 10, 20), Date.UTC(2026, 10, 21))).toEqual([
    { table: 'spend_rollups', rows: 1, costPico: 7n },
    { table: 'end_user_rollups', rows: 1, costPico: -200_000_000n },
    { table: 'tag_rollups', rows: 1, costPico: 0n },
    { table: 'latency_rollups', rows: 2, costPico: 0n },
    { table: 'key_spend', rows: 1, costPico: 5n },
  ]);
  expect(await findRollupDrift(pool, Date.UTC(2026, 10, 21), Date.UTC(2026, 10, 22))).toEqual([]);
});

test('the migration that added measures counted the facts that were there', async () => {
  const facts = fc.sample(delivered, { numRuns: 20, seed: 4 }).flatMap(({ facts: { attempts: some, requests: others } }, run) => [
    {
      attempts: some.map((fact) => ({ ...fact, attemptId: `${fact.attemptId}_${run}` })),
      requests: others.map((fact) => ({ ...fact, requestId: `${fact.requestId}_${run}` })),
    },
  ]);
  for (const some of facts) await ingestFacts(pool, some);
  await pool.query(`
    ALTER TABLE spend_rollups DROP COLUMN rescued_requests, DROP COLUMN failed_attempts;
    ALTER TABLE end_user_rollups DROP COLUMN estimated_attempts;
    ALTER TABLE tag_rollups DROP COLUMN attempts, DROP COLUMN unpriced_attempts, DROP COLUMN estimated_attempts, DROP COLUMN input_tokens,
      DROP COLUMN output_tokens;
    DROP TABLE latency_rollups;
    DROP INDEX requests_rescued, attempts_failed`);
  const folder = readdirSync(migrationsFolder).find((name) => name.endsWith('_overview_rollups')) ?? '';
  await pool.query(readFileSync(join(migrationsFolder, folder, 'migration.sql'), 'utf8'));
  await expectRollupsToBe({ attempts: facts.flatMap(({ attempts: some }) => some), requests: facts.flatMap(({ requests: some }) => some) });
});
