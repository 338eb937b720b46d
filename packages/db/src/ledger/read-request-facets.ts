import type { Pool } from 'pg';
import { placeholders } from './request-conditions.ts';
import { rollupSource } from './rollup-conditions.ts';
import { type RequestScope, searchRequests } from './search-requests.ts';

export const FACETS = ['status', 'model', 'provider', 'key', 'route', 'user', 'tag', 'cache', 'streamed', 'fallback'] as const;
export type Facet = (typeof FACETS)[number];

/** The values of a field that occur most. */
export type FacetCounts = {
  values: { value: string; count: number }[];
  /** Whether only the newest requests were looked at, so that counts are shares of those and rare values may lack. */
  isSample: boolean;
};
export type RequestFacets = {
  facets: Record<Facet, FacetCounts>;
  /** How many requests the samples are of. */
  sampled: number;
};

const QUARTER_MS = 900_000;
const MOST_SAMPLED = 3000;
const MOST_VALUES = 12;
const CUBE_COLUMNS = { model: 'model', provider: 'provider', key: 'key_id', route: 'route' } as const;
type CubeFacet = keyof typeof CUBE_COLUMNS;

/**
 * What the filters could be narrowed by. Each facet is counted under the conditions of the other fields, so that a second value can be
 * chosen. From the rollups where they tell, else from the newest matches.
 */
export async function readRequestFacets(pool: Pool, scope: RequestScope): Promise<RequestFacets> {
  const cubeFacets = (Object.keys(CUBE_COLUMNS) as CubeFacet[]).map(
    async (facet) => [facet, await fromRollup(pool, scope, facet)] as const,
  );
  const others = (['user', 'tag'] as const).map(async (facet) => [facet, await fromRollup(pool, scope, facet)] as const);
  const [sample, status, ...counted] = await Promise.all([readSample(pool, scope), readStatuses(pool, scope), ...cubeFacets, ...others]);
  const facets = { ...sample.facets, ...(status === null ? {} : { status }) };
  for (const [facet, values] of counted) if (values !== null) facets[facet] = { values, isSample: false };
  return { facets, sampled: sample.sampled };
}

/** `null` when no rollup can count this facet under these conditions. */
async function fromRollup(pool: Pool, scope: RequestScope, facet: CubeFacet | 'user' | 'tag'): Promise<FacetCounts['values'] | null> {
  const filter = scope.filter.filter((term) => term.kind !== 'text' || term.field !== facet);
  const given = placeholders(scope.organizationId);
  const source = rollupSource(filter, given);
  const isOwnCube = facet === 'user' || facet === 'tag';
  const table = facet === 'user' ? 'end_user_rollups' : facet === 'tag' ? 'tag_rollups' : 'spend_rollups';
  // Conditions on one dimension cannot be counted in the cube of another.
  if (!source.isExact || (source.conditions.length > 0 && source.table !== table) || (isOwnCube && source.conditions.length > 0))
    return null;
  // A range that begins or ends within a quarter of an hour is widened to it; below an hour that would be a lie.
  if (scope.toMs - scope.fromMs < 4 * QUARTER_MS) return null;
  const column = isOwnCube ? (facet === 'user' ? 'end_user' : 'tag') : CUBE_COLUMNS[facet];
  const conditions = [
    'organization_id = $1',
    `bucket_start >= ${given.add(new Date(Math.floor(scope.fromMs / QUARTER_MS) * QUARTER_MS))}`,
    `bucket_start < ${given.add(new Date(scope.toMs))}`,
    `${column} <> ''`,
    ...source.conditions,
  ];
  if (scope.projectId !== null) conditions.push(`project_id = ${given.add(scope.projectId)}`);
  const { rows } = await pool.query<{ value: string; count: number }>(
    `SELECT ${column} AS value, sum(${source.requests})::float8 AS count FROM ${table} WHERE ${conditions.join(' AND ')}
     GROUP BY 1 HAVING sum(${source.requests}) > 0 ORDER BY 2 DESC, 1 LIMIT ${MOST_VALUES}`,
    given.values,
  );
  return rows;
}

/** Successes from the rollups and the kinds of failures from the index of failures; `null` when no rollup can count under these conditions. */
async function readStatuses(pool: Pool, scope: RequestScope): Promise<FacetCounts | null> {
  const others = scope.filter.filter(({ field }) => field !== 'status');
  const given = placeholders(scope.organizationId);
  const source = rollupSource(others, given);
  if (!source.isExact || scope.toMs - scope.fromMs < 4 * QUARTER_MS) return null;
  const conditions = [
    'organization_id = $1',
    `bucket_start >= ${given.add(new Date(Math.floor(scope.fromMs / QUARTER_MS) * QUARTER_MS))}`,
    `bucket_start < ${given.add(new Date(scope.toMs))}`,
    ...source.conditions,
  ];
  if (scope.projectId !== null) conditions.push(`project_id = ${given.add(scope.projectId)}`);
  const failures: RequestScope = { ...scope, filter: [...others, { kind: 'text', field: 'status', isNot: false, values: ['error'] }] };
  const [successes, failed] = await Promise.all([
    pool.query<{ count: number }>(
      `SELECT coalesce(sum(requests - failed_requests), 0)::float8 AS count FROM ${source.table} WHERE ${conditions.join(' AND ')}`,
      given.values,
    ),
    searchRequests<{ status: number }>(pool, failures, { columns: 'status', limit: MOST_SAMPLED }),
  ]);
  const success = successes.rows[0]?.count ?? 0;
  return {
    values: [...(success > 0 ? [{ value: 'success', count: success }] : []), ...countValues(failed.rows.map(statusValues))],
    isSample: failed.next !== null,
  };
}

function statusValues({ status }: { status: number }): string[] {
  return status < 400 ? ['success'] : [`${Math.floor(status / 100)}xx`, String(status)];
}

/** The values that occur most; a row may have several. */
function countValues(rows: readonly (readonly (string | null)[])[]): FacetCounts['values'] {
  const byValue = new Map<string, number>();
  for (const values of rows) {
    for (const value of values) if (value !== null && value !== '') byValue.set(value, (byValue.get(value) ?? 0) + 1);
  }
  return [...byValue]
    .map(([value, count]) => ({ value, count }))
    .toSorted((left, right) => right.count - left.count)
    .slice(0, MOST_VALUES);
}

type SampleRow = {
  status: number;
  model: string | null;
  provider: string | null;
  key: string;
  route: string | null;
  user: string | null;
  tags: string[];
  cache: string;
  streamed: boolean;
  fallback: boolean;
};

const SAMPLE_COLUMNS = `status, model, provider, key_id AS key, route, end_user AS user, tags, cache,
  is_stream AS streamed, attempts > 1 AS fallback`;

async function readSample(pool: Pool, scope: RequestScope): Promise<RequestFacets> {
  const { rows, next } = await searchRequests<SampleRow>(pool, scope, { columns: SAMPLE_COLUMNS, limit: MOST_SAMPLED });
  const isSample = next !== null;
  const counts = (valuesOf: (row: SampleRow) => readonly (string | null)[]): FacetCounts => ({
    values: countValues(rows.map(valuesOf)),
    isSample,
  });
  return {
    sampled: rows.length,
    facets: {
      status: counts(statusValues),
      model: counts(({ model }) => [model]),
      provider: counts(({ provider }) => [provider]),
      key: counts(({ key }) => [key]),
      route: counts(({ route }) => [route]),
      user: counts(({ user }) => [user]),
      tag: counts(({ tags }) => tags),
      cache: counts(({ cache }) => [cache]),
      streamed: counts(({ streamed }) => [streamed ? 'yes' : 'no']),
      fallback: counts(({ fallback }) => [fallback ? 'yes' : 'no']),
    },
  };
}
