import type { RequestFilter } from '@tollgate/core/request-filter/request-filter';
import type { Pool } from 'pg';
import { isFailuresOnly, placeholders, type Placeholders, requestConditions } from './request-conditions.ts';
import { rollupSource } from './rollup-conditions.ts';

/** Which requests are meant. Keys in the filter are named by their ids. */
export type RequestScope = {
  organizationId: string;
  /** `null`: every project. */
  projectId: string | null;
  fromMs: number;
  /** Not included. */
  toMs: number;
  filter: RequestFilter;
};

/** A place between rows: only what comes after it, newest first, is meant. */
export type RequestPosition = { startedAtMs: number; requestId: string };
export type FoundRequest = { requestId: string; startedAtMs: number; projectId: string };

export type SearchResult<Row> = {
  /** Newest first. */
  rows: Row[];
  /** Where to go on; `null` when the whole range was searched. */
  next: RequestPosition | null;
  /** Whether the search stopped because of the work and not because it had enough rows. */
  isCutShort: boolean;
};

const QUARTER_MS = 900_000;
/**
 * What one search may read: rows for a look at the newest, rows in all, rows when each takes a sum over attempts, and quarters of an hour.
 */
export type SearchBounds = { firstLook: number; rows: number; rowsWithCost: number; buckets: number };
const BOUNDS: SearchBounds = { firstLook: 3000, rows: 50_000, rowsWithCost: 8000, buckets: 400 };

/**
 * The newest `limit` requests of a scope after a position, in bounded time whatever the filter is: first a look at the newest rows; then,
 * where a rollup knows in which quarters of an hour such requests are, only those; else as many rows as the bound allows.
 *
 * @param columns SQL over `request`, such as `request_id AS "requestId"`.
 */
export async function searchRequests<Row extends object>(
  pool: Pool,
  scope: RequestScope,
  options: { columns: string; limit: number; after?: RequestPosition | undefined; bounds?: SearchBounds },
): Promise<SearchResult<Row>> {
  const { columns, limit, bounds = BOUNDS } = options;
  const path = choosePath(scope.filter);
  if (path.kind === 'ids') return { rows: await readByIds<Row>(pool, scope, options, limit), next: null, isCutShort: false };

  const hasCost = scope.filter.some((term) => term.kind === 'number' && term.field === 'cost');
  const most = hasCost ? bounds.rowsWithCost : bounds.rows;
  const found: (Row & Located)[] = [];
  let position = options.after;
  const isSkipWorthwhile = path.rest.length > 0 && path.kind !== 'session' && path.kind !== 'user' && isBoundByRollup(scope.filter);
  const first = await scan<Row>(pool, scope, path, { columns, limit, after: position, most: isSkipWorthwhile ? bounds.firstLook : most });
  found.push(...first.rows);
  if (first.end === null || found.length >= limit) return finish(found, first.end);
  if (!isSkipWorthwhile) return finish(found, first.end, true);
  position = first.end;

  const { buckets, hasMore } = await bucketsWithMatches(pool, scope, position, { rows: most, buckets: bounds.buckets });
  if (buckets.length > 0) {
    found.push(...(await scanBuckets<Row>(pool, scope, { columns, limit: limit - found.length, after: position, buckets })));
  }
  const oldest = buckets.at(-1);
  if (found.length >= limit || !hasMore || oldest === undefined) return finish(found, null);
  return finish(found, { startedAtMs: oldest.getTime(), requestId: '' }, true);

  function finish(rows: (Row & Located)[], end: RequestPosition | null, isCutShort = false): SearchResult<Row> {
    const last = rows.at(-1);
    const isFull = rows.length >= limit && last !== undefined;
    return {
      rows: rows.map(({ locatedAt: _at, locatedId: _id, ...row }) => row as unknown as Row),
      next: isFull ? { startedAtMs: last.locatedAt.getTime(), requestId: last.locatedId } : end,
      isCutShort: isCutShort && !isFull,
    };
  }
}

type Located = { locatedAt: Date; locatedId: string };
type SearchPath = { kind: 'all' | 'failed' | 'session' | 'user' | 'ids'; own: RequestFilter; rest: RequestFilter };

/** The one condition that an index answers in the order of the list, and the others. */
function choosePath(filter: RequestFilter): SearchPath {
  const isValue = (field: string) => (term: RequestFilter[number]) => term.kind === 'text' && term.field === field && !term.isNot;
  if (filter.some(isValue('id'))) return { kind: 'ids', own: [], rest: filter };
  const isOne = (field: string) => (term: RequestFilter[number]) =>
    isValue(field)(term) && term.kind === 'text' && term.values.length === 1;
  for (const kind of ['session', 'user'] as const) {
    const own = filter.filter(isOne(kind)).slice(0, 1);
    if (own.length > 0) return { kind, own, rest: filter.filter((term) => term !== own[0]) };
  }
  const failed = filter.find(isFailuresOnly);
  return { kind: failed === undefined ? 'all' : 'failed', own: [], rest: filter };
}

function isBoundByRollup(filter: RequestFilter): boolean {
  return rollupSource(filter, placeholders()).conditions.length > 0;
}

function scopeConditions(
  scope: RequestScope,
  path: Pick<SearchPath, 'kind' | 'own'>,
  given: Placeholders,
  after: RequestPosition | undefined,
): string[] {
  const { add } = given;
  const conditions = ['organization_id = $1', `started_at >= ${add(new Date(scope.fromMs))}`];
  // Every partition that the position rules out is left alone, which the comparison of two columns does not achieve.
  const beforeMs = after === undefined ? scope.toMs : Math.min(scope.toMs, after.startedAtMs + 1);
  conditions.push(`started_at < ${add(new Date(beforeMs))}`);
  if (after !== undefined) conditions.push(`(started_at, request_id) < (${add(new Date(after.startedAtMs))}, ${add(after.requestId)})`);
  if (scope.projectId !== null) conditions.push(`project_id = ${add(scope.projectId)}`);
  if (path.kind === 'failed') conditions.push('status >= 400');
  for (const term of path.own) {
    if (term.kind === 'text') conditions.push(`${term.field === 'session' ? 'session_id' : 'end_user'} = ${add(term.values[0])}`);
  }
  return conditions;
}

const NEWEST_FIRST = 'ORDER BY started_at DESC, request_id DESC';
const LOCATED = 'started_at AS "locatedAt", request_id AS "locatedId"';

/** Reads at most `most` rows in their order. `end` is the place of the last one read when the bound was met, else `null`. */
async function scan<Row extends object>(
  pool: Pool,
  scope: RequestScope,
  path: SearchPath,
  options: { columns: string; limit: number; after: RequestPosition | undefined; most: number },
): Promise<{ rows: (Row & Located)[]; end: RequestPosition | null }> {
  const given = placeholders(scope.organizationId);
  const inner = scopeConditions(scope, path, given, options.after).join(' AND ');
  const most = Math.max(options.most, options.limit);
  const rest = requestConditions(path.rest, given);
  const where = rest.length === 0 ? '' : `WHERE ${rest.join(' AND ')}`;
  const bound = path.rest.length === 0 ? options.limit : most;
  const { rows } = await pool.query<Row & Located>(
    `SELECT ${options.columns}, ${LOCATED} FROM (SELECT * FROM requests WHERE ${inner} ${NEWEST_FIRST} LIMIT ${bound}) AS request
     ${where} ${NEWEST_FIRST} LIMIT ${options.limit}`,
    given.values,
  );
  if (rows.length >= options.limit) {
    const last = rows.at(-1);
    return { rows, end: last === undefined ? null : { startedAtMs: last.locatedAt.getTime(), requestId: last.locatedId } };
  }
  if (path.rest.length === 0) return { rows, end: null };
  const reached = placeholders(scope.organizationId);
  const conditions = scopeConditions(scope, path, reached, options.after).join(' AND ');
  const { rows: ends } = await pool.query<Located>(
    `SELECT ${LOCATED} FROM requests WHERE ${conditions} ${NEWEST_FIRST} OFFSET ${bound - 1} LIMIT 1`,
    reached.values,
  );
  const end = ends[0];
  return { rows, end: end === undefined ? null : { startedAtMs: end.locatedAt.getTime(), requestId: end.locatedId } };
}

async function readByIds<Row extends object>(
  pool: Pool,
  scope: RequestScope,
  options: { columns: string; after?: RequestPosition | undefined },
  limit: number,
): Promise<Row[]> {
  const given = placeholders(scope.organizationId);
  const conditions = ['organization_id = $1', ...requestConditions(scope.filter, given)];
  if (scope.projectId !== null) conditions.push(`project_id = ${given.add(scope.projectId)}`);
  if (options.after !== undefined) {
    conditions.push(
      `(started_at, request_id) < (${given.add(new Date(options.after.startedAtMs))}, ${given.add(options.after.requestId)})`,
    );
  }
  const { rows } = await pool.query<Row>(
    `SELECT ${options.columns} FROM requests AS request WHERE ${conditions.join(' AND ')} ${NEWEST_FIRST} LIMIT ${limit}`,
    given.values,
  );
  return rows;
}

/** The newest quarters of an hour before a place that may hold matches, as many as hold `most` requests in all. */
async function bucketsWithMatches(
  pool: Pool,
  scope: RequestScope,
  before: RequestPosition,
  most: { rows: number; buckets: number },
): Promise<{ buckets: Date[]; hasMore: boolean }> {
  const given = placeholders(scope.organizationId);
  const source = rollupSource(scope.filter, given);
  const conditions = [
    'organization_id = $1',
    `bucket_start >= ${given.add(new Date(Math.floor(scope.fromMs / QUARTER_MS) * QUARTER_MS))}`,
    `bucket_start <= ${given.add(new Date(before.startedAtMs))}`,
    ...source.conditions,
    `${source.requests} > 0`,
  ];
  if (scope.projectId !== null) conditions.push(`project_id = ${given.add(scope.projectId)}`);
  const { rows } = await pool.query<{ bucket: Date }>(
    `SELECT bucket_start AS bucket FROM ${source.table} WHERE ${conditions.join(' AND ')} GROUP BY 1 ORDER BY 1 DESC LIMIT ${most.buckets}`,
    given.values,
  );
  if (rows.length === 0) return { buckets: [], hasMore: false };
  const { rows: sizes } = await pool.query<{ bucket: Date; rows: string }>(
    `SELECT bucket_start AS bucket, sum(requests) AS rows FROM spend_rollups
     WHERE organization_id = $1 AND bucket_start = ANY ($2) AND ($3::text IS NULL OR project_id = $3) GROUP BY 1 ORDER BY 1 DESC`,
    [scope.organizationId, rows.map(({ bucket }) => bucket), scope.projectId],
  );
  const buckets: Date[] = [];
  let total = 0;
  for (const size of sizes) {
    total += Number(size.rows);
    if (buckets.length > 0 && total > most.rows) return { buckets, hasMore: true };
    buckets.push(size.bucket);
  }
  return { buckets, hasMore: rows.length === most.buckets };
}

/** One quarter of an hour after the other, until there are enough rows. */
async function scanBuckets<Row extends object>(
  pool: Pool,
  scope: RequestScope,
  options: { columns: string; limit: number; after: RequestPosition; buckets: readonly Date[] },
): Promise<(Row & Located)[]> {
  const given = placeholders(scope.organizationId);
  const { add } = given;
  const [buckets, from, to] = [add(options.buckets), add(new Date(scope.fromMs)), add(new Date(scope.toMs))];
  const [afterAt, afterId] = [add(new Date(options.after.startedAtMs)), add(options.after.requestId)];
  // One lower and one upper bound a bucket: given several, the index scan may begin at any of them, a month away. For the same reason the
  // position is no comparison of rows here.
  const conditions = [
    'organization_id = $1',
    `started_at >= greatest(${from}::timestamptz, bucket.start)`,
    `started_at < least(${to}::timestamptz, bucket.start + interval '15 minutes')`,
    `CASE WHEN started_at = ${afterAt} THEN request_id < ${afterId} ELSE started_at < ${afterAt} END`,
    ...(scope.projectId === null ? [] : [`project_id = ${add(scope.projectId)}`]),
    ...requestConditions(scope.filter, given),
  ];
  const { rows } = await pool.query<Row & Located>(
    `SELECT found.* FROM unnest(${buckets}::timestamptz[]) WITH ORDINALITY AS bucket (start, place)
     CROSS JOIN LATERAL (
       SELECT ${options.columns}, ${LOCATED} FROM requests AS request
       WHERE ${conditions.join(' AND ')} ${NEWEST_FIRST} LIMIT ${options.limit}
     ) AS found
     LIMIT ${options.limit}`,
    given.values,
  );
  return rows;
}
