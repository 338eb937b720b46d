import { listRequestRows } from '@tollgate/db/ledger/list-request-rows';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { pageCursorSchema, toPageCursor } from './page-cursor.ts';
import { type RequestView, toRequestView } from './request-view.ts';
import { storedTextSchema } from './stored-text-schema.ts';

const instantSchema = z.iso.datetime({ offset: true, error: 'Write an instant such as 2026-11-20T00:00:00Z.' });

export const listRequestsInput = z.strictObject({
  projectId: idSchema.optional(),
  from: instantSchema.optional(),
  /** Not included. */
  to: instantSchema.optional(),
  /** `error`: status 400 and above. */
  status: z.enum(['success', 'error']).optional(),
  /** As requested or as served. */
  model: storedTextSchema.optional(),
  keyId: idSchema.optional(),
  /** A whole request id. */
  search: storedTextSchema.optional(),
  cursor: pageCursorSchema.optional(),
  limit: z.number().int().min(1).max(100).default(50),
});

/** Requests, newest first, a page at a time. Throws `invalid`, also for a cursor that is not ours. */
export async function listRequests(
  context: TenantContext,
  input: z.input<typeof listRequestsInput>,
): Promise<{ rows: RequestView[]; nextCursor: string | null }> {
  requirePermission(context, 'request:read');
  const { from, to, search, cursor, limit, ...filter } = parseInput(listRequestsInput, input);
  const rows = await listRequestRows(
    context.database.pool,
    {
      ...filter,
      organizationId: context.organizationId,
      fromMs: from === undefined ? undefined : Date.parse(from),
      toMs: to === undefined ? undefined : Date.parse(to),
      requestId: search?.trim() === '' ? undefined : search?.trim(),
      after: cursor,
    },
    limit + 1,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit).map((row) => toRequestView(context, row)),
    nextCursor: last === undefined ? null : toPageCursor({ startedAtMs: last.startedAt.getTime(), requestId: last.requestId }),
  };
}
