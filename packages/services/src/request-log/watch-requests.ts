import { setTimeout as pause } from 'node:timers/promises';
import { listRequestRows } from '@tollgate/db/ledger/list-request-rows';
import { type AnnouncedRequest, followRequests } from '@tollgate/redis/request-announcements';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { whileAllowed } from '../access/while-allowed.ts';
import type { TenantContext } from '../context.ts';
import { type RequestView, toRequestView } from './request-view.ts';

export const watchRequestsInput = z.strictObject({
  projectId: idSchema.optional(),
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
 * Requests of an organisation, or of one of its projects, within a second of being recorded, until the signal aborts. Its first event is
 * empty and says that watching has begun. Throws `unauthenticated`, `forbidden` or `not_found` within seconds when the viewer may not
 * go on.
 */
export async function* watchRequests(
  context: TenantContext,
  input: z.input<typeof watchRequestsInput>,
  viewer: { sessionId: string; signal: AbortSignal },
): AsyncGenerator<WatchedRequests> {
  requirePermission(context, 'request:read');
  const { projectId, lastEventId } = parseInput(watchRequestsInput, input);
  const allowed = whileAllowed(context, viewer.sessionId, 'request:read');
  const signal = AbortSignal.any([viewer.signal, allowed.signal]);
  try {
    for await (const { id, requests } of followRequests(context.redis, context.organizationId, { afterId: lastEventId ?? null, signal })) {
      const own = projectId === undefined ? requests : requests.filter((request) => request.projectId === projectId);
      if (own.length === 0 && requests.length > 0) continue;
      yield { id, ...(await readAnnounced(context, own)) };
      if (own.length > 0) await pause(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
    if (allowed.signal.aborted) throw allowed.signal.reason;
  } finally {
    allowed.stop();
  }
}

async function readAnnounced(context: TenantContext, announced: readonly AnnouncedRequest[]): Promise<Omit<WatchedRequests, 'id'>> {
  if (announced.length === 0) return { rows: [], matched: 0 };
  const examined = drawEvenly(announced, MOST_EXAMINED);
  const shown = drawEvenly(examined, MOST_ROWS);
  const times = shown.map(({ startedAtMs }) => startedAtMs);
  const rows = await listRequestRows(
    context.database.pool,
    {
      organizationId: context.organizationId,
      requestIds: shown.map(({ requestId }) => requestId),
      fromMs: Math.min(...times),
      toMs: Math.max(...times) + 1,
    },
    MOST_ROWS,
  );
  return { rows: rows.map((row) => toRequestView(context, row)), matched: announced.length };
}

/** At most `most` of the items, in their order and as far apart as can be. */
function drawEvenly<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)] as Item);
}
