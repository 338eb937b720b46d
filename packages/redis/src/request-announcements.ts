import type { Redis } from './client.ts';
import { announcedRequestsKey, requestsChannel } from './keys.ts';
import { listen } from './listen.ts';
import { loadScript } from './load-script.ts';

/** A request that has just been recorded. */
export type AnnouncedRequest = { requestId: string; startedAtMs: number; projectId: string };

/** What batches brought to an organisation. `id` grows, and following can go on after it. */
export type RequestAnnouncement = { id: string; requests: AnnouncedRequest[] };

/** How many batches and for how long they can be caught up with; later ones are found in the ledger alone. */
const KEPT_BATCHES = 300;
const KEPT_MS = 5 * 60_000;
/** Batches of a catch-up that are taken at a time. */
const AT_ONCE = 100;

type ScriptedRedis = Redis & { tollgateAnnounce(...args: (string | number)[]): Promise<string> };

/** Tells who watches an organisation which requests are now in the ledger. Call after COMMIT. */
export async function announceRequests(redis: Redis, organizationId: string, requests: readonly AnnouncedRequest[]): Promise<void> {
  if (requests.length === 0) return;
  redis.defineCommand('tollgateAnnounce', { numberOfKeys: 1, lua: loadScript('announce-1') });
  const text = JSON.stringify(requests.map(({ requestId, startedAtMs, projectId }) => [requestId, startedAtMs, projectId]));
  await (redis as ScriptedRedis).tollgateAnnounce(
    announcedRequestsKey(organizationId),
    text,
    KEPT_BATCHES,
    KEPT_MS,
    requestsChannel(organizationId),
  );
}

/**
 * What is announced of an organisation since one last asked, until the signal aborts. Begins with what came after `afterId`, or with what comes from
 * now on; the first thing it gives is an announcement of nothing whose id says where it began.
 */
export async function* followRequests(
  redis: Redis,
  organizationId: string,
  options: { afterId: string | null; signal: AbortSignal },
): AsyncGenerator<RequestAnnouncement> {
  const { signal } = options;
  let wake: () => void = () => undefined;
  let isNew = true;
  const notice = (): void => {
    isNew = true;
    wake();
  };
  const leave = listen(redis, requestsChannel(organizationId), notice);
  signal.addEventListener('abort', notice);
  try {
    let lastId =
      options.afterId !== null && /^\d{1,15}-\d{1,15}$/.test(options.afterId) ? options.afterId : await newestId(redis, organizationId);
    yield { id: lastId, requests: [] };
    while (!signal.aborted) {
      isNew = false;
      // A Redis that does not answer tells the listener when it is back.
      const batches = await readAfter(redis, organizationId, lastId).catch(() => []);
      const newest = batches.at(-1);
      if (newest) {
        lastId = newest.id;
        yield { id: lastId, requests: batches.flatMap(({ requests }) => requests) };
      } else if (!isNew) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    leave();
    signal.removeEventListener('abort', notice);
  }
}

async function newestId(redis: Redis, organizationId: string): Promise<string> {
  const [newest] = await redis.xrevrange(announcedRequestsKey(organizationId), '+', '-', 'COUNT', 1);
  return newest?.[0] ?? '0-0';
}

async function readAfter(redis: Redis, organizationId: string, afterId: string): Promise<RequestAnnouncement[]> {
  const entries = await redis.xrange(announcedRequestsKey(organizationId), `(${afterId}`, '+', 'COUNT', AT_ONCE);
  return entries.map(([id, fields]) => ({
    id,
    requests: (JSON.parse(fields[1] ?? '[]') as [string, number, string][]).map(([requestId, startedAtMs, projectId]) => ({
      requestId,
      startedAtMs,
      projectId,
    })),
  }));
}
