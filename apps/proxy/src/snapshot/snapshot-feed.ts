import type { Redis } from '@tollgate/redis/client';
import { ANNOUNCEMENTS_CHANNEL, CHANGES_KEY, documentKey, EPOCH_KEY } from '@tollgate/redis/keys';
import type { DocumentKind } from '@tollgate/core/snapshot/documents';
import { writeDiskCopy } from './disk-copy.ts';
import type { SnapshotStore } from './snapshot-store.ts';

const POLL_MS = 1000;
const DISK_MS = 2000;
const REFRESH_AT_ONCE = 500;
const CATALOGUE = 'catalogue:';

/** Reads documents by name from Redis in one round trip. */
export function documentSource(redis: Redis): (names: readonly string[]) => Promise<(string | null)[]> {
  return (names) => redis.mget(names.map(keyOfName));
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
  let epoch: string | null = null;
  let sequence = 0;
  let savedGeneration = -1;
  let savedAtMs = 0;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  const onChanged = async (name: string): Promise<void> => {
    store.expect(name);
    if (store.holds(name) || name === CATALOGUE) await store.refresh([name]);
  };
  const subscribe = (): void => void subscriber.subscribe(ANNOUNCEMENTS_CHANNEL).catch(() => undefined);
  subscriber.on('ready', subscribe);
  if (subscriber.status === 'ready') subscribe();
  subscriber.on(
    'message',
    (_channel: string, message: string) => void onChanged(message.slice(message.indexOf(' ') + 1)).catch(() => undefined),
  );

  const poll = async (): Promise<void> => {
    const current = await redis.get(EPOCH_KEY);
    if (current === null) return;
    if (current !== epoch) {
      const names = new Set([CATALOGUE, ...store.heldNames()]);
      const latest = await redis.zrevrange(CHANGES_KEY, 0, 0, 'WITHSCORES');
      for (const part of chunk([...names], REFRESH_AT_ONCE)) await store.refresh(part);
      sequence = Number(latest[1] ?? 0);
      epoch = current;
    } else {
      const changed = await redis.zrangebyscore(CHANGES_KEY, `(${sequence}`, '+inf', 'WITHSCORES');
      for (let i = 0; i < changed.length; i += 2) await onChanged(changed[i] ?? '');
      if (changed.length > 0) sequence = Number(changed.at(-1));
    }
    store.lastContactMs = Date.now();
  };

  const save = async (): Promise<void> => {
    if (Date.now() - savedAtMs < DISK_MS || store.generation === savedGeneration) return;
    const generation = store.generation;
    await writeDiskCopy(diskPath, store);
    savedGeneration = generation;
    savedAtMs = Date.now();
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
      if (store.generation !== savedGeneration) await writeDiskCopy(diskPath, store).catch(onError);
    },
  };
}

function* chunk<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}
