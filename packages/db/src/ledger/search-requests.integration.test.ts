import { emptyUsage } from '@tollgate/core/usage/usage';
import type { RequestFact } from '@tollgate/core/usage/facts';
import type { FilterTerm, RequestFilter } from '@tollgate/core/request-filter/request-filter';
import { createDatabase, type TestDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl } from '@tollgate/testing/test-servers';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase as connect, type Database } from '../client.ts';
import { ingestFacts } from './ingest-facts.ts';
import { readRequestFacets } from './read-request-facets.ts';
import { readRequestHistogram } from './read-request-histogram.ts';
import { type RequestPosition, type RequestScope, searchRequests } from './search-requests.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const HOUR_MS = 3_600_000;
const MODELS = ['m1', 'm2', 'm3'];
const USERS = ['ann', 'bob', null];
const TAGS = ['a', 'b', 'c'];
const STATUSES = [200, 200, 200, 429, 500, 499];
/** So small that every way of searching is gone, on data that a test can make. */
const bounds = { firstLook: 20, rows: 60, rowsWithCost: 30, buckets: 3 };

type Fact = RequestFact & { costPico: bigint };
const pick = <Value>(values: readonly Value[], place: number): Value => values[place % values.length] as Value;
/** Over six hours, in no rhythm that two fields share; one of ten is served by nobody. */
const facts: Fact[] = Array.from({ length: 1200 }, (_, index) => {
  const isServed = index % 10 !== 3;
  const status = isServed ? pick(STATUSES, Math.floor(index / 7)) : 503;
  return {
    ...requestFact({
      requestId: `req_${String(index).padStart(5, '0')}`,
      startedAtMs: NOW - 6 * HOUR_MS + Math.floor(index / 2) * 36_000,
      organizationId: 'org_1',
      projectId: pick(['prj_1', 'prj_1', 'prj_2'], index),
      keyId: pick(['key_1', 'key_2', 'key_3', 'key_1'], Math.floor(index / 5)),
      requestedModel: pick(['smart', 'm1'], index),
      provider: isServed ? pick(['p1', 'p2'], Math.floor(index / 3)) : null,
      model: isServed ? pick(MODELS, Math.floor(index / 11)) : null,
      route: pick(['smart', null], index),
      endUser: pick(USERS, Math.floor(index / 4)),
      sessionId: pick(['s1', 's2', null, null], Math.floor(index / 13)),
      tags: index % 6 === 0 ? [] : [...new Set([pick(TAGS, index), pick(TAGS, Math.floor(index / 8))])],
      status,
      errorCode: status < 400 ? null : 'upstream_error',
      isStream: index % 2 === 1,
      attempts: isServed ? 1 + (Math.floor(index / 9) % 2) : 0,
      cache: pick(['off', 'hit', 'miss'], Math.floor(index / 17)),
      durationMs: (index * 37) % 5000,
      firstTokenMs: index % 3 === 0 ? null : (index * 13) % 900,
    }),
    costPico: isServed ? BigInt((index * 7919) % 1000) * 1_000_000n : 0n,
  };
});
const newestFirst = facts.toSorted((left, right) => right.startedAtMs - left.startedAtMs || (left.requestId < right.requestId ? 1 : -1));

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createDatabase(testDatabaseUrl());
  database = connect(testDatabase.url);
  await ingestFacts(database.pool, {
    requests: [
      ...facts.map(({ costPico: _cost, ...fact }) => fact),
      requestFact({ requestId: 'req_foreign', organizationId: 'org_2', startedAtMs: NOW - 1 }),
    ],
    attempts: facts
      .filter(({ model }) => model !== null)
      .map((fact) =>
        attemptFact({
          attemptId: fact.requestId.replace('req', 'att'),
          requestId: fact.requestId,
          startedAtMs: fact.startedAtMs,
          organizationId: fact.organizationId,
          projectId: fact.projectId,
          keyId: fact.keyId,
          endUser: fact.endUser,
          tags: fact.tags,
          route: fact.route,
          provider: fact.provider ?? '',
          model: fact.model ?? '',
          usage: emptyUsage(),
          costPico: fact.costPico.toString(),
        }),
      ),
  });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

/** What a filter means, said once more in another language. */
function holds(fact: Fact, term: FilterTerm): boolean {
  if (term.kind === 'flag') return term.is === (term.field === 'streamed' ? fact.isStream : fact.attempts > 1);
  if (term.kind === 'number') {
    const value = { cost: null, duration: fact.durationMs, 'first-token': fact.firstTokenMs, attempts: fact.attempts }[term.field];
    if (term.field === 'cost') {
      const limit = BigInt(Math.round(Number(term.value) * 1e12));
      return term.comparison === '>' ? fact.costPico > limit : fact.costPico < limit;
    }
    return value !== null && (term.comparison === '>' ? value > Number(term.value) : value < Number(term.value));
  }
  const { field, values } = term;
  const own: readonly (string | null)[] =
    field === 'status'
      ? [String(fact.status), fact.status < 400 ? 'success' : 'error', `${Math.floor(fact.status / 100)}xx`]
      : field === 'tag'
        ? fact.tags
        : [
            {
              id: fact.requestId,
              model: fact.model,
              requested: fact.requestedModel,
              provider: fact.provider,
              key: fact.keyId,
              route: fact.route,
              user: fact.endUser,
              session: fact.sessionId,
              error: fact.errorCode,
              cache: fact.cache,
            }[field],
          ];
  return values.some((value) => own.includes(value)) !== term.isNot;
}

const text = (field: Extract<FilterTerm, { kind: 'text' }>['field'], ...values: string[]) =>
  fc.record({
    kind: fc.constant('text' as const),
    field: fc.constant(field),
    isNot: fc.boolean(),
    values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
  });
const anyTerm: fc.Arbitrary<FilterTerm> = fc.oneof(
  text('status', 'success', 'error', '4xx', '5xx', '429', '200'),
  text('model', ...MODELS, 'none'),
  text('provider', 'p1', 'p2'),
  text('key', 'key_1', 'key_3', 'none'),
  text('route', 'smart'),
  text('user', 'ann', 'bob', 'nobody'),
  text('session', 's1', 's2'),
  text('tag', ...TAGS, 'none'),
  text('requested', 'm1', 'smart'),
  text('cache', 'hit'),
  text('error', 'upstream_error'),
  text('id', 'req_00003', 'req_00777'),
  fc.record({ kind: fc.constant('flag' as const), field: fc.constantFrom('streamed' as const, 'fallback' as const), is: fc.boolean() }),
  fc.record({
    kind: fc.constant('number' as const),
    field: fc.constantFrom('duration' as const, 'first-token' as const, 'attempts' as const),
    comparison: fc.constantFrom('>' as const, '<' as const),
    value: fc.constantFrom('0', '1', '500', '4000'),
  }),
  fc.record({
    kind: fc.constant('number' as const),
    field: fc.constant('cost' as const),
    comparison: fc.constantFrom('>' as const, '<' as const),
    value: fc.constantFrom('0.0005', '0.0009'),
  }),
);
const anyScope = fc.record({
  filter: fc.array(anyTerm, { maxLength: 3 }),
  projectId: fc.constantFrom('prj_1', 'prj_2', null),
  fromMs: fc.constantFrom(NOW - 6 * HOUR_MS, NOW - 2 * HOUR_MS - 1234),
  toMs: fc.constantFrom(NOW + 1, NOW - HOUR_MS),
});

function expected(scope: { filter: RequestFilter; projectId: string | null; fromMs: number; toMs: number }): Fact[] {
  // An id is found wherever in time it is.
  const hasId = scope.filter.some((term) => term.kind === 'text' && term.field === 'id' && !term.isNot);
  return newestFirst.filter(
    (fact) =>
      (scope.projectId === null || fact.projectId === scope.projectId) &&
      (hasId || (fact.startedAtMs >= scope.fromMs && fact.startedAtMs < scope.toMs)) &&
      scope.filter.every((term) => holds(fact, term)),
  );
}

test('whatever the filter and however often the search is cut short, its pages hold every match once and newest first', async () => {
  await fc.assert(
    fc.asyncProperty(anyScope, fc.constantFrom(7, 50), async (given, limit) => {
      const scope: RequestScope = { organizationId: 'org_1', ...given };
      const ids: string[] = [];
      let after: RequestPosition | undefined;
      for (let pages = 0; pages < 500; pages++) {
        const page: Awaited<ReturnType<typeof searchRequests<{ id: string }>>> = await searchRequests(database.pool, scope, {
          columns: 'request_id AS id',
          limit,
          after,
          bounds,
        });
        expect(page.rows.length).toBeLessThanOrEqual(limit);
        ids.push(...page.rows.map(({ id }) => id));
        if (page.next === null) break;
        after = page.next;
      }
      expect(ids).toEqual(expected(given).map(({ requestId }) => requestId));
    }),
    { numRuns: 300 },
  );
});

test('a histogram counts what the list holds, by rollups, by the index and by rows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyTerm, { maxLength: 2 }), fc.constantFrom(60_000, 900_000, HOUR_MS), async (filter, stepMs) => {
      const given = { filter, projectId: 'prj_1', fromMs: NOW - 6 * HOUR_MS, toMs: NOW };
      fc.pre(!filter.some(({ field }) => field === 'id'));
      const { bars, countedFromMs } = await readRequestHistogram(database.pool, { organizationId: 'org_1', ...given }, stepMs);
      expect(countedFromMs).toBeNull();
      const counted = new Map<number, { succeeded: number; failed: number }>();
      for (const fact of expected(given)) {
        const startMs = given.fromMs + Math.floor((fact.startedAtMs - given.fromMs) / stepMs) * stepMs;
        const bar = counted.get(startMs) ?? { succeeded: 0, failed: 0 };
        bar[fact.status >= 400 ? 'failed' : 'succeeded']++;
        counted.set(startMs, bar);
      }
      expect(new Map(bars.map(({ startMs, ...bar }) => [startMs, bar]))).toEqual(
        new Map([...counted].sort(([left], [right]) => left - right)),
      );
    }),
    { numRuns: 150 },
  );
});

test('every facet counts what adding it as a condition would find', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyTerm, { maxLength: 2 }), async (filter) => {
      fc.pre(!filter.some(({ field }) => field === 'id'));
      const given = { filter, projectId: null, fromMs: NOW - 6 * HOUR_MS, toMs: NOW };
      const { facets } = await readRequestFacets(database.pool, { organizationId: 'org_1', ...given });
      for (const [field, { values, isSample }] of Object.entries(facets)) {
        expect(isSample).toBe(false);
        const others = filter.filter((term) => term.field !== field);
        for (const { value, count } of values) {
          const term: FilterTerm =
            field === 'streamed' || field === 'fallback'
              ? { kind: 'flag', field, is: value === 'yes' }
              : { kind: 'text', field: field as 'model', isNot: false, values: [value] };
          // A facet that no rollup knows is counted under its own conditions too.
          const possible = [others, filter].map((terms) => expected({ ...given, filter: [...terms, term] }).length);
          expect(possible, `${field}:${value}`).toContain(count);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('another organisation is in no search, histogram or facet', async () => {
  const scope: RequestScope = { organizationId: 'org_2', projectId: null, fromMs: 0, toMs: NOW, filter: [] };
  const { rows } = await searchRequests<{ id: string }>(database.pool, scope, { columns: 'request_id AS id', limit: 10 });
  expect(rows).toEqual([{ id: 'req_foreign' }]);
  const { facets } = await readRequestFacets(database.pool, { ...scope, fromMs: NOW - HOUR_MS });
  expect(facets.model.values).toEqual([{ value: 'echo', count: 1 }]);
});
