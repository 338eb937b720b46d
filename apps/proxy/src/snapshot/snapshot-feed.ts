import type { Redis } from '@tollgate/redis/client';
import { ANNOUNCEMENTS_CHANNEL, CHANGES_KEY, documentKey, EPOCH_KEY } from '@tollgate/redis/keys';
import type { DocumentKind } from '@tollgate/core/snapshot/documents';
import { writeContact, writeDiskCopy } from './disk-copy.ts';
import type { SnapshotStore } from './snapshot-store.ts';

const POLL_MS = 1000;
const DISK_MS = 2000;
const CONTACT_MS = 60_000;
const REFRESH_AT_ONCE = 500;
/** A publisher takes its versions before it writes. One that was overtaken is still found if it writes within this time. */
const OVERTAKEN_MS = 10_000;
/** So many changes before the start are looked at once more, for the same reason. */
const OVERTAKEN_VERSIONS = 1000;
const CATALOGUE = 'catalogue:';

/**
 * Reads documents by name from Redis in one round trip. What is absent while Redis has no complete snapshot is not known to be gone: then
 * this rejects, as it does when Redis does not answer.
 */
export function documentSource(redis: Redis): (names: readonly string[]) => Promise<(string | null)[]> {
  return async (names) => {
    const [epoch, ...texts] = await redis.mget(EPOCH_KEY, ...names.map(keyOfName));
    if (epoch === null && texts.includes(null)) throw new Error('Redis has no complete snapshot');
    return texts;
  };
}

function keyOfName(name: string): string {
  const colon = name.indexOf(':');
  return documentKey(name.slice(0, colon) as DocumentKind, name.slice(colon + 1));
}

/**
 * Keeps a store up to date: announcements bring a change at once, and a poll finds what an announcement did not tell. After a Redis
 * that lost its data (the epoch is gone or another) everything held is kept until the new snapshot is complete, then read anew.
 */
export function startSnapshotFeed(options: {
  redis: Redis;
  subscriber: Redis;
  store: SnapshotStore;
  diskPath: string;
  onError: (error: unknown) => void;
}): {
  poll(): Promise<void>;
  stop(): Promise<void>;
} {
  const { redis, subscriber, store, diskPath, onError } = options;
  const changes = trackChanges();
  let epoch: string | null = null;
  let savedGeneration = -1;
  let savedAtMs = 0;
  let savedContactMs = 0;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  const takeChanges = async (names: readonly string[]): Promise<void> => {
    for (const name of names) store.expect(name);
    const held = names.filter((name) => store.holds(name) || name === CATALOGUE);
    for (const part of chunk(held, REFRESH_AT_ONCE)) await store.refresh(part);
  };
  const subscribe = (): void => void subscriber.subscribe(ANNOUNCEMENTS_CHANNEL).catch(() => undefined);
  subscriber.on('ready', subscribe);
  if (subscriber.status === 'ready') subscribe();
  subscriber.on(
    'message',
    (_channel: string, message: string) => void takeChanges([message.slice(message.indexOf(' ') + 1)]).catch(() => undefined),
  );

  const poll = async (): Promise<void> => {
    const current = await redis.get(EPOCH_KEY);
    if (current === null) return;
    if (current !== epoch) {
      const [, latest] = await redis.zrevrange(CHANGES_KEY, 0, 0, 'WITHSCORES');
      for (const part of chunk([...new Set([CATALOGUE, ...store.heldNames()])], REFRESH_AT_ONCE)) await store.refresh(part);
      store.expectAll();
      changes.startAt(Number(latest ?? 0), Date.now());
      epoch = current;
    } else {
      const listed = await redis.zrangebyscore(CHANGES_KEY, `(${changes.floor}`, '+inf', 'WITHSCORES');
      const fresh = changes.fresh(listed);
      await takeChanges(fresh.map(([name]) => name));
      changes.note(fresh, Date.now());
    }
    store.lastContactMs = Date.now();
  };

  const save = async (): Promise<void> => {
    const nowMs = Date.now();
    if (store.generation !== savedGeneration && nowMs - savedAtMs >= DISK_MS) {
      const { generation, lastContactMs } = store;
      await writeDiskCopy(diskPath, store);
      savedGeneration = generation;
      savedAtMs = nowMs;
      savedContactMs = lastContactMs;
    } else if (store.generation === savedGeneration && store.lastContactMs - savedContactMs >= CONTACT_MS) {
      savedContactMs = store.lastContactMs;
      await writeContact(diskPath, store);
    }
  };

  const tick = async (): Promise<void> => {
    await poll().catch(() => undefined);
    await save().catch(onError);
    if (!isStopped) timer = setTimeout(() => void tick(), POLL_MS);
  };
  timer = setTimeout(() => void tick(), POLL_MS);

  return {
    poll,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      if (store.lastContactMs > 0) await writeDiskCopy(diskPath, store).catch(onError);
    },
  };
}

type Change = [name: string, version: number];

/** Tells changes that were taken from those that were not, over a list that begins a while back. */
function trackChanges() {
  const taken = new Map<string, number>();
  let floor = 0;
  let top = 0;
  let nextFloor = 0;
  let sinceMs = 0;
  return {
    /** Nothing up to this version is asked for again. */
    get floor(): number {
      return floor;
    },
    startAt(version: number, nowMs: number): void {
      taken.clear();
      floor = version - OVERTAKEN_VERSIONS;
      top = nextFloor = version;
      sinceMs = nowMs;
    },
    fresh(listed: readonly string[]): Change[] {
      const changes: Change[] = [];
      for (let i = 0; i + 1 < listed.length; i += 2) {
        const name = listed[i] as string;
        const version = Number(listed[i + 1]);
        if (taken.get(name) !== version) changes.push([name, version]);
      }
      return changes;
    },
    note(changes: readonly Change[], nowMs: number): void {
      for (const [name, version] of changes) {
        taken.set(name, version);
        if (version > top) top = version;
      }
      if (nowMs - sinceMs < OVERTAKEN_MS) return;
      floor = nextFloor;
      nextFloor = top;
      sinceMs = nowMs;
      for (const [name, version] of taken) if (version <= floor) taken.delete(name);
    },
  };
}

function* chunk<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}
