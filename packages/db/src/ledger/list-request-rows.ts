import type { Pool } from 'pg';
import { type RequestRow, selectRequests } from './request-columns.ts';
import type { FoundRequest } from './search-requests.ts';

/** Requests by their ids, newest first, with what their attempts used and cost. The span of time, when it is known, saves partitions. */
export async function listRequestRows(
  pool: Pool,
  organizationId: string,
  requestIds: readonly string[],
  span?: { fromMs: number; toMs: number },
): Promise<RequestRow[]> {
  if (requestIds.length === 0) return [];
  const page = `SELECT * FROM requests WHERE organization_id = $1 AND request_id = ANY ($2)
    AND ($3::timestamptz IS NULL OR started_at >= $3) AND ($4::timestamptz IS NULL OR started_at <= $4)`;
  const times = span === undefined ? [null, null] : [new Date(span.fromMs), new Date(span.toMs)];
  return (await pool.query<RequestRow>(selectRequests(page), [organizationId, requestIds, ...times])).rows;
}

/** {@link listRequestRows} of what a search found. */
export async function listFoundRows(pool: Pool, organizationId: string, found: readonly FoundRequest[]): Promise<RequestRow[]> {
  const times = found.map(({ startedAtMs }) => startedAtMs);
  return listRequestRows(
    pool,
    organizationId,
    found.map(({ requestId }) => requestId),
    { fromMs: Math.min(...times), toMs: Math.max(...times) },
  );
}
