import { listFoundRows } from '@tollgate/db/ledger/list-request-rows';
import type { RequestRow } from '@tollgate/db/ledger/request-columns';
import { type RequestPosition, type RequestScope, searchRequests } from '@tollgate/db/ledger/search-requests';
import type { Database } from '@tollgate/db/client';

const ROWS_A_PAGE = 500;

/** Every request of a scope after a position, newest first, a page at a time. A page may be empty where nothing matches for long. */
export async function* readExportRows(
  { pool }: Pick<Database, 'pool'>,
  scope: RequestScope,
  after?: RequestPosition,
): AsyncGenerator<{ rows: RequestRow[]; next: RequestPosition | null }> {
  let position = after;
  for (;;) {
    const { rows, next } = await searchRequests<{ requestId: string; startedAt: Date; projectId: string }>(pool, scope, {
      columns: 'request_id AS "requestId", started_at AS "startedAt", project_id AS "projectId"',
      limit: ROWS_A_PAGE,
      after: position,
    });
    const found = rows.map(({ startedAt, ...row }) => ({ ...row, startedAtMs: startedAt.getTime() }));
    yield { rows: await listFoundRows(pool, scope.organizationId, found), next };
    if (next === null) return;
    position = next;
  }
}
