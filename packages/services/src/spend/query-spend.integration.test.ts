import type { Role } from '@tollgate/core/access/permission';
import { createDatabase as connect, type Database } from '@tollgate/db/client';
import { ingestFacts } from '@tollgate/db/ledger/ingest-facts';
import { connectRedis, type Redis } from '@tollgate/redis/client';
import { createDatabase, type TestDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl, testRedisUrl } from '@tollgate/testing/test-servers';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TenantContext } from '../context.ts';
import { lazyMailQueue } from '../mail/lazy-mail-queue.ts';
import { querySpend } from './query-spend.ts';

let testDatabase: TestDatabase;
let database: Database;
let redis: Redis;

const HOUR_MS = 3_600_000;
const FROM = Date.UTC(2026, 1, 27);
const TO = Date.UTC(2026, 10, 9);
/** Every 7 h 20 min, so that every hour of the local day, every shift of the clocks and every weekday is met. */
const STEP_MS = 440 * 60_000;

type Fact = { atMs: number; cost: bigint };
const facts: Fact[] = [];
for (let atMs = FROM; atMs < TO; atMs += STEP_MS) facts.push({ atMs, cost: BigInt(1 + facts.length) * 1_000_003n });

function context(organizationId: string, role: Role = 'owner'): TenantContext {
  return {
    database,
    redis,
    keyEncryptionKeys: [],
    clock: () => TO,
    proxyInternalUrl: '',
    publicUrl: '',
    mailQueue: lazyMailQueue(testRedisUrl()),
    organizationId,
    actor: { kind: 'system' },
    role,
    readsContent: true,
    memberId: null,
  };
}

beforeAll(async () => {
  testDatabase = await createDatabase(testDatabaseUrl());
  database = connect(testDatabase.url);
  redis = connectRedis(testRedisUrl(), { name: 'test' });
  await database.pool.query(`
    INSERT INTO organizations (id, slug, name) VALUES ('org_1', 'one', 'One'), ('org_2', 'two', 'Two'), ('org_3', 'three', 'Three');
    INSERT INTO users (id, email, name, password_hash) VALUES ('usr_1', 'ada@example.test', 'Ada', '');
    INSERT INTO memberships (id, organization_id, user_id, role) VALUES ('mem_1', 'org_2', 'usr_1', 'owner');
    INSERT INTO projects (id, organization_id, slug, name) VALUES ('prj_1', 'org_1', 'p', 'P'), ('prj_2', 'org_2', 'web', 'Web'), ('prj_3', 'org_2', 'app', 'App');
    INSERT INTO api_keys (id, organization_id, project_id, name, hash, hint) VALUES ('key_2', 'org_2', 'prj_2', 'Server', 'h2', '');
    INSERT INTO credentials (id, organization_id, name, provider, updated_at) VALUES ('cred_2', 'org_2', 'openai-main', 'openai', now())`);
  await ingestFacts(database.pool, {
    attempts: facts.map(({ atMs, cost }, index) => attemptFact({ attemptId: `att_${index}`, startedAtMs: atMs, costPico: String(cost) })),
    requests: [],
  });
  const common = { organizationId: 'org_2', startedAtMs: Date.UTC(2026, 10, 5, 10) };
  const web = {
    ...common,
    projectId: 'prj_2',
    keyId: 'key_2',
    memberId: 'mem_1',
    credentialId: 'cred_2',
    provider: 'openai',
    route: 'smart',
  };
  const app = { ...common, projectId: 'prj_3', keyId: 'key_gone', memberId: 'mem_gone' };
  await ingestFacts(database.pool, {
    attempts: [
      attemptFact({ ...web, attemptId: 'b_1', model: 'm1', endUser: 'ann', tags: ['x', 'y'], costPico: '700' }),
      attemptFact({ ...web, attemptId: 'b_2', model: 'other', endUser: 'other', tags: ['x'], costPico: '200', isEstimated: true }),
      attemptFact({ ...app, attemptId: 'b_3', model: 'm3', costPico: '50' }),
      attemptFact({ ...app, attemptId: 'b_4', model: 'm4', costPico: '30' }),
      attemptFact({ ...app, attemptId: 'b_5', model: 'm5', costPico: null, priceRowId: null }),
    ],
    requests: [
      requestFact({ ...web, requestId: 'b_1', model: 'm1', endUser: 'ann', tags: ['x', 'y'] }),
      requestFact({ ...app, requestId: 'b_2', provider: null, model: null, status: 429 }),
    ],
  });
}, 60_000);
afterAll(async () => {
  redis.disconnect();
  await database.close();
  await testDatabase.drop();
});

/** Offsets of whole, half and quarter hours, clocks that shift at midnight, by 30 minutes, at other days, or never. */
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'Europe/Lisbon',
  'Europe/Kyiv',
  'Europe/Moscow',
  'Europe/Istanbul',
  'Africa/Cairo',
  'Africa/Johannesburg',
  'Africa/Lagos',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'America/Adak',
  'America/St_Johns',
  'America/Halifax',
  'America/Havana',
  'America/Santiago',
  'America/Asuncion',
  'America/Sao_Paulo',
  'America/Caracas',
  'America/Nuuk',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Yangon',
  'Asia/Tehran',
  'Asia/Kabul',
  'Asia/Beirut',
  'Asia/Jerusalem',
  'Asia/Tokyo',
  'Asia/Shanghai',
  'Australia/Adelaide',
  'Australia/Eucla',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Marquesas',
  'Pacific/Auckland',
];

/** The oracle's clock on the wall. */
function localDayOf(zone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (ms) => format.format(ms);
}

function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

test.each(ZONES)(
  'in %s every day, week and month of the wall clock holds exactly its own spend, and the buckets leave no gap',
  async (zone) => {
    const dayOf = localDayOf(zone);
    const labels = { day: dayOf, week: (ms: number) => mondayOf(dayOf(ms)), month: (ms: number) => dayOf(ms).slice(0, 7) };
    for (const bucket of ['day', 'week', 'month'] as const) {
      const labelOf = labels[bucket];
      const spend = await querySpend(context('org_1'), {
        from: new Date(FROM).toISOString(),
        to: new Date(TO).toISOString(),
        zone,
        bucket,
        groupBy: 'none',
      });
      const expected = new Map<string, bigint>();
      for (let atMs = FROM; atMs < TO; atMs += HOUR_MS) expected.set(labelOf(atMs), 0n);
      for (const { atMs, cost } of facts) expected.set(labelOf(atMs), (expected.get(labelOf(atMs)) ?? 0n) + cost);
      expect(new Map(spend.buckets.map((start, index) => [labelOf(Date.parse(start)), spend.series[0]?.costPico[index]]))).toEqual(
        expected,
      );
      expect(spend.buckets).toHaveLength(expected.size);
      expect(spend.totals.costPico).toBe(facts.reduce((sum, fact) => sum + fact.cost, 0n));
    }
  },
);

test.each(ZONES)('in %s the hours around every shift of the clocks add up to the whole', async (zone) => {
  for (const around of [Date.UTC(2026, 2, 8), Date.UTC(2026, 2, 29), Date.UTC(2026, 3, 5), Date.UTC(2026, 9, 25), Date.UTC(2026, 10, 1)]) {
    const [fromMs, toMs] = [around - 24 * HOUR_MS, around + 48 * HOUR_MS];
    const spend = await querySpend(context('org_1'), {
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      zone,
      bucket: 'hour',
      groupBy: 'none',
    });
    const whole = facts.filter(({ atMs }) => atMs >= fromMs && atMs < toMs).reduce((sum, fact) => sum + fact.cost, 0n);
    expect(spend.series[0]?.costPico.reduce((sum, cost) => sum + cost, 0n)).toBe(whole);
    expect(spend.totals.costPico).toBe(whole);
    expect(spend.buckets).toEqual([...new Set(spend.buckets)].toSorted());
    expect(spend.buckets.length).toBeGreaterThanOrEqual(72);
  }
});

const november = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z', zone: 'UTC', bucket: 'month' } as const;

test('what lies beyond the top is folded into one part, and the parts are the whole', async () => {
  const spend = await querySpend(context('org_2'), { ...november, groupBy: 'model', top: 2 });
  expect(spend.series.map(({ id, label, totalPico }) => ({ id, label, totalPico }))).toEqual([
    { id: 'openai/m1', label: 'openai/m1', totalPico: 700n },
    { id: 'openai/other', label: 'openai/other', totalPico: 200n },
    { id: 'other', label: 'Other', totalPico: 80n },
  ]);
  // m3, m4, m5 and the request that reached no model.
  expect(spend.otherCount).toBe(4);
  expect(spend.totals).toEqual({
    costPico: 980n,
    requests: 2,
    failedRequests: 1,
    attempts: 5,
    unpricedAttempts: 1,
    estimatedAttempts: 1,
    inputTokens: 500,
    outputTokens: 250,
  });
  expect(spend.series.reduce((sum, series) => sum + series.requests, 0)).toBe(2);
});

test.each(['project', 'member', 'end_user', 'model', 'key', 'provider', 'credential', 'route', 'none'] as const)(
  'the parts by %s add up to the totals',
  async (groupBy) => {
    const spend = await querySpend(context('org_2'), { ...november, groupBy });
    expect(spend.isAdditive).toBe(true);
    expect(spend.totals).toMatchObject({ costPico: 980n, requests: 2, attempts: 5, unpricedAttempts: 1, estimatedAttempts: 1 });
    const sum = (measure: 'requests' | 'attempts' | 'unpricedAttempts' | 'estimatedAttempts' | 'inputTokens') =>
      spend.series.reduce((total, series) => total + series[measure], 0);
    expect(spend.series.reduce((total, series) => total + series.totalPico, 0n)).toBe(980n);
    expect([sum('requests'), sum('attempts'), sum('unpricedAttempts'), sum('estimatedAttempts'), sum('inputTokens')]).toEqual([
      2, 5, 1, 1, 500,
    ]);
  },
);

test('a value that is called as the fold is told apart from it', async () => {
  const spend = await querySpend(context('org_2'), { ...november, groupBy: 'end_user', top: 2 });
  expect(spend.series.map(({ id, label, totalPico }) => [id, label, totalPico])).toEqual([
    ['ann', 'ann', 700n],
    ['=other', 'other', 200n],
    ['other', 'Other', 80n],
  ]);
});

test('tags overlap and say so, untagged spend is a part of its own, and what is unpriced or estimated is counted there too', async () => {
  const spend = await querySpend(context('org_2'), { ...november, groupBy: 'tag' });
  expect(spend.isAdditive).toBe(false);
  expect(
    spend.series.map((series) => [series.label, series.totalPico, series.requests, series.unpricedAttempts, series.estimatedAttempts]),
  ).toEqual([
    ['x', 900n, 1, 0, 1],
    ['y', 700n, 1, 0, 0],
    ['Untagged', 80n, 1, 1, 0],
  ]);
  expect(spend.totals.costPico).toBe(980n);
});

test('models of one name at two providers are two parts', async () => {
  await ingestFacts(database.pool, {
    attempts: ['openai', 'azure'].map((provider) =>
      attemptFact({ organizationId: 'org_5', attemptId: `twin_${provider}`, provider, model: 'gpt-4o', costPico: '5' }),
    ),
    requests: [],
  });
  const spend = await querySpend(context('org_5'), { ...november, groupBy: 'model' });
  expect(spend.series.map(({ label, totalPico }) => [label, totalPico])).toEqual([
    ['azure/gpt-4o', 5n],
    ['openai/gpt-4o', 5n],
  ]);
});

test('a second range is told by part and by bucket, and a part that is gone from the first is still there', async () => {
  const at = (day: number) => Date.UTC(2026, 4, day, 12);
  const fact = (attemptId: string, startedAtMs: number, model: string, costPico: string) =>
    attemptFact({ organizationId: 'org_4', attemptId, startedAtMs, provider: 'openai', model, costPico });
  await ingestFacts(database.pool, {
    attempts: [
      fact('c_1', at(1), 'gone', '900'),
      fact('c_2', at(2), 'both', '40'),
      fact('c_3', at(3), 'both', '50'),
      fact('c_4', at(4), 'small', '1'),
      fact('c_5', at(4), 'new', '60'),
    ],
    requests: [],
  });
  const spend = await querySpend(context('org_4'), {
    from: '2026-05-03T00:00:00Z',
    to: '2026-05-05T00:00:00Z',
    zone: 'UTC',
    bucket: 'day',
    groupBy: 'model',
    top: 3,
    compared: { from: '2026-05-01T00:00:00Z', to: '2026-05-03T00:00:00Z' },
  });
  expect(spend.series.map(({ id, totalPico, compared }) => [id, totalPico, compared?.totalPico])).toEqual([
    ['openai/new', 60n, 0n],
    ['openai/both', 50n, 40n],
    ['openai/gone', 0n, 900n],
    ['other', 1n, 0n],
  ]);
  expect(spend.compared).toMatchObject({
    costPico: [900n, 40n],
    totals: { costPico: 940n },
    buckets: ['2026-05-01T00:00:00.000Z', '2026-05-02T00:00:00.000Z'],
  });
  expect(spend.totals.costPico).toBe(111n);
  expect(spend.otherCount).toBe(1);
});

test('the rows add up to what the ledger holds, to the last digit, by every dimension that parts the whole', async () => {
  const { rows } = await database.pool.query<{ cost: string }>(
    `SELECT sum(cost_pico)::text AS cost FROM attempts WHERE organization_id = 'org_1'`,
  );
  for (const groupBy of ['project', 'member', 'end_user', 'model', 'key', 'provider', 'credential', 'route', 'none'] as const) {
    for (const bucket of ['day', 'month'] as const) {
      const range = { from: new Date(FROM).toISOString(), to: new Date(TO).toISOString(), zone: 'Asia/Kathmandu', bucket };
      const { series, totals } = await querySpend(context('org_1'), { ...range, groupBy, top: 1 });
      const cells = series.flatMap(({ costPico }) => costPico).reduce((sum, cost) => sum + cost, 0n);
      expect([cells, totals.costPico].map(String)).toEqual([rows[0]?.cost, rows[0]?.cost]);
    }
  }
});

test('quarters of an hour are the finest steps', async () => {
  const spend = await querySpend(context('org_2'), {
    from: '2026-11-05T09:50:00Z',
    to: '2026-11-05T10:20:00Z',
    zone: 'UTC',
    bucket: 'quarter',
    groupBy: 'none',
  });
  expect(spend.buckets).toEqual(['2026-11-05T09:45:00.000Z', '2026-11-05T10:00:00.000Z', '2026-11-05T10:15:00.000Z']);
  expect(spend.series[0]?.costPico).toEqual([0n, 980n, 0n]);
});

test('says up to when everything is counted, which a waiting batch holds back', async () => {
  const ask = async () => (await querySpend(context('org_2'), { ...november, groupBy: 'none' })).completeTo;
  await redis
    .multi()
    .rpush('bull:ingest-usage:wait', 'stuck')
    .hset('bull:ingest-usage:stuck', 'timestamp', TO - 3_600_000)
    .exec();
  expect(await ask()).toBe(new Date(TO - 3_601_000).toISOString());
  await redis.del('bull:ingest-usage:wait', 'bull:ingest-usage:stuck');
  expect(await ask()).toBe(new Date(TO - 1000).toISOString());
});

test('parts bear the names of what they are, and deleted ones their ids', async () => {
  const labels = async (groupBy: 'project' | 'member' | 'key' | 'credential' | 'route') =>
    (await querySpend(context('org_2'), { ...november, groupBy })).series.map(({ label }) => label);
  expect(await labels('project')).toEqual(['Web', 'App']);
  expect(await labels('member')).toEqual(['Ada', 'mem_gone']);
  expect(await labels('key')).toEqual(['Server', 'key_gone']);
  expect(await labels('credential')).toEqual(['openai-main', 'No credential']);
  expect(await labels('route')).toEqual(['smart', 'No route']);
});

test('a choice of projects narrows parts and totals alike, for every cube', async () => {
  for (const groupBy of ['model', 'end_user', 'tag'] as const) {
    const spend = await querySpend(context('org_2'), { ...november, groupBy, projectIds: ['prj_3'] });
    expect(spend.totals.costPico).toBe(80n);
  }
});

test('an organisation sees nothing of another, not even by naming its project', async () => {
  const spend = await querySpend(context('org_3'), { ...november, groupBy: 'project' });
  expect([spend.series, spend.totals.costPico]).toEqual([[], 0n]);
  const foreign = await querySpend(context('org_1'), { ...november, groupBy: 'key', projectIds: ['prj_2'] });
  expect([foreign.series, foreign.totals.requests]).toEqual([[], 0]);
});

test('a range without spend still has its buckets', async () => {
  const spend = await querySpend(context('org_3'), {
    from: '2026-03-28T23:00:00Z',
    to: '2026-03-30T22:00:00Z',
    zone: 'Europe/Berlin',
    bucket: 'day',
    groupBy: 'none',
  });
  expect(spend.buckets).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
});

test('a day that begins twice, because clocks go back at midnight, begins the first time', async () => {
  const spend = await querySpend(context('org_1'), {
    from: '2026-11-01T04:15:00Z',
    to: '2026-11-02T06:00:00Z',
    zone: 'America/Havana',
    bucket: 'day',
    groupBy: 'none',
  });
  expect(spend.buckets).toEqual(['2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z']);
});

test.each(['owner', 'admin', 'developer', 'finance', 'auditor'] as const)('the role %s may see spend', async (role) => {
  await expect(querySpend(context('org_2', role), { ...november, groupBy: 'none' })).resolves.toBeDefined();
});

test.each(['viewer', 'prompt_editor'] as const)('the role %s may not see spend', async (role) => {
  await expect(querySpend(context('org_2', role), { ...november, groupBy: 'none' })).rejects.toMatchObject({ code: 'forbidden' });
});

test.each([
  [{ zone: 'Mars/Olympus' }, 'zone'],
  [{ zone: '+05:30' }, 'zone'],
  [{ zone: "UTC'; DROP TABLE spend_rollups; --" }, 'zone'],
  [{ from: 'yesterday' }, 'from'],
  [{ to: '2026-11-01T00:00:00Z' }, 'to'],
  [{ from: '1990-01-01T00:00:00Z', bucket: 'hour' }, 'bucket'],
  [{ top: 0 }, 'top'],
  [{ compared: { from: '2026-11-01T00:00:00Z', to: '2026-11-01T00:00:00Z' } }, 'compared.to'],
  [{ bucket: 'day', compared: { from: '1990-01-01T00:00:00Z', to: '2026-11-01T00:00:00Z' } }, 'bucket'],
])('the question with %o is refused by the name of the field', async (change, field) => {
  await expect(
    querySpend(context('org_2'), { ...november, groupBy: 'none', ...change } as Parameters<typeof querySpend>[1]),
  ).rejects.toMatchObject({ code: 'invalid', field });
});
