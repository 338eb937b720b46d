import { setTimeout as pause } from 'node:timers/promises';
import type { RequestFilter } from '@tollgate/core/request-filter/request-filter';
import { requestFilterSchema } from '@tollgate/core/request-filter/request-filter-schema';
import { listFoundRows } from '@tollgate/db/ledger/list-request-rows';
import { matchRequests } from '@tollgate/db/ledger/match-requests';
import { type AnnouncedRequest, followRequests } from '@tollgate/redis/request-announcements';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { whileAllowed } from '../access/while-allowed.ts';
import type { TenantContext } from '../context.ts';
import { toLedgerFilter } from './request-question.ts';
import { type RequestView, toRequestView } from './request-view.ts';

export const watchRequestsInput = z.strictObject({
  /** `undefined`: of every project. */
  projectId: idSchema.optional(),
  filter: requestFilterSchema.default([]),
  /** Given by the client when it reconnects: the last event that it got. */
  lastEventId: z.string().max(64).nullish(),
});

/** New rows, newest first, of `matched` that were recorded since the event before. */
export type WatchedRequests = { id: string; rows: RequestView[]; matched: number };

/** A viewer gets 50 rows a second at most: ten every fifth of a second. The rest is counted. */
const EVERY_MS = 200;
const MOST_ROWS = 10;
/** Announced requests that are looked at for one event; of more, as many are drawn evenly. */
const MOST_EXAMINED = 500;

/**
 * Requests of an organisation, or of one of its projects, that a filter lets through, within a second of being recorded, until the signal aborts. Its first event is
 * empty and says that watching has begun. Throws `unauthenticated`, `forbidden` or `not_found` within seconds when the viewer may not
 * go on.
 */
export async function* watchRequests(
  context: TenantContext,
  input: z.input<typeof watchRequestsInput>,
  viewer: { sessionId: string; signal: AbortSignal },
): AsyncGenerator<WatchedRequests> {
  requirePermission(context, 'request:read');
  const { projectId, filter, lastEventId } = parseInput(watchRequestsInput, input);
  const ledgerFilter = await toLedgerFilter(context, filter);
  const allowed = whileAllowed(context, viewer.sessionId, 'request:read');
  const signal = AbortSignal.any([viewer.signal, allowed.signal]);
  try {
    for await (const { id, requests } of followRequests(context.redis, context.organizationId, { afterId: lastEventId ?? null, signal })) {
      const own = projectId === undefined ? requests : requests.filter((request) => request.projectId === projectId);
      const seen = await readMatching(context, own, ledgerFilter);
      if (seen.matched === 0 && requests.length > 0) continue;
      yield { id, ...seen };
      if (seen.matched > 0) await pause(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
    if (allowed.signal.aborted) throw allowed.signal.reason;
  } finally {
    allowed.stop();
  }
}

async function readMatching(
  context: TenantContext,
  announced: readonly AnnouncedRequest[],
  filter: RequestFilter,
): Promise<Omit<WatchedRequests, 'id'>> {
  const { pool } = context.database;
  const examined = drawEvenly(announced, MOST_EXAMINED);
  const matching =
    filter.length === 0 ? examined : pickMatching(examined, await matchRequests(pool, context.organizationId, examined, filter));
  const shown = drawEvenly(matching, MOST_ROWS);
  if (shown.length === 0) return { rows: [], matched: 0 };
  const rows = await listFoundRows(pool, context.organizationId, shown);
  // Of what was not examined as large a part is taken to match as of what was.
  const matched = Math.round((matching.length * announced.length) / examined.length);
  return { rows: rows.map((row) => toRequestView(context, row)), matched };
}

function pickMatching(requests: readonly AnnouncedRequest[], ids: readonly string[]): AnnouncedRequest[] {
  const wanted = new Set(ids);
  return requests.filter(({ requestId }) => wanted.has(requestId));
}

/** At most `most` of the items, in their order and as far apart as can be. */
function drawEvenly<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)] as Item);
}
