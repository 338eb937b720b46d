import { listFoundRows } from '@tollgate/db/ledger/list-request-rows';
import { type FoundRequest, searchRequests } from '@tollgate/db/ledger/search-requests';
import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { pageCursorSchema, toPageCursor } from './page-cursor.ts';
import { requestQuestionSchema, toRequestScope } from './request-question.ts';
import { type RequestView, toRequestView } from './request-view.ts';

export const listRequestsInput = requestQuestionSchema.extend({
  cursor: pageCursorSchema.optional(),
  limit: z.number().int().min(1).max(500).default(50),
});

export type RequestPage = {
  rows: RequestView[];
  /** `null` when the range holds no more. */
  nextCursor: string | null;
  /** ISO instant. The search looked at as much as one call may and found less than a page; `nextCursor` goes on. */
  searchedBackTo: string | null;
};

/** Requests, newest first, a page at a time, in bounded time whatever the filter is. Throws `invalid`, also for a cursor that is not ours. */
export async function listRequests(context: TenantContext, input: z.input<typeof listRequestsInput>): Promise<RequestPage> {
  requirePermission(context, 'request:read');
  const { cursor, limit, ...question } = parseInput(listRequestsInput, input);
  const scope = await toRequestScope(context, question);
  const { pool } = context.database;
  const { rows, next, isCutShort } = await searchRequests<Omit<FoundRequest, 'startedAtMs'> & { startedAt: Date }>(pool, scope, {
    columns: 'request_id AS "requestId", started_at AS "startedAt"',
    limit,
    after: cursor,
  });
  const found = rows.map(({ startedAt, ...row }) => ({ ...row, startedAtMs: startedAt.getTime() }));
  const page = await listFoundRows(pool, context.organizationId, found);
  return {
    rows: page.map((row) => toRequestView(context, row)),
    nextCursor: next === null ? null : toPageCursor(next),
    searchedBackTo: isCutShort && next !== null ? new Date(next.startedAtMs).toISOString() : null,
  };
}
