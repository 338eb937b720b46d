import type { RequestFilter } from '@tollgate/core/request-filter/request-filter';
import type { Pool } from 'pg';
import { placeholders, requestConditions } from './request-conditions.ts';

/** Those of the given requests of an organisation that a filter lets through. Keys in the filter are named by their ids. */
export async function matchRequests(
  pool: Pool,
  organizationId: string,
  requests: readonly { requestId: string; startedAtMs: number }[],
  filter: RequestFilter,
): Promise<string[]> {
  if (requests.length === 0) return [];
  const times = requests.map(({ startedAtMs }) => startedAtMs);
  const given = placeholders(organizationId);
  const conditions = [
    'organization_id = $1',
    `request_id = ANY (${given.add(requests.map(({ requestId }) => requestId))}::text[])`,
    `started_at BETWEEN ${given.add(new Date(Math.min(...times)))} AND ${given.add(new Date(Math.max(...times)))}`,
    ...requestConditions(filter, given),
  ];
  const { rows } = await pool.query<{ id: string }>(
    `SELECT request_id AS id FROM requests AS request WHERE ${conditions.join(' AND ')} ORDER BY started_at DESC, request_id DESC`,
    given.values,
  );
  return rows.map(({ id }) => id);
}
