import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectRedis, type Redis } from '@tollgate/redis/client';
import { ANNOUNCEMENTS_CHANNEL, CHANGES_KEY, documentKey, EPOCH_KEY } from '@tollgate/redis/keys';
import { publishDocuments, withdrawDocuments } from '@tollgate/redis/publish-snapshot';
import { readKeyEncryptionKeys } from '@tollgate/secrets/key-encryption-key';
import { startRedis, type TestRedis } from '@tollgate/testing/redis';
import { testKeyEncryptionKey } from '@tollgate/testing/key-encryption-key';
import { waitFor } from '@tollgate/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readDiskCopy } from './disk-copy.ts';
import { documentSource, startSnapshotFeed } from './snapshot-feed.ts';
import { SnapshotStore } from './snapshot-store.ts';

const keyEncryptionKeys = readKeyEncryptionKeys(testKeyEncryptionKey());
let server: TestRedis;
let redis: Redis;
let subscriber: Redis;
let publisher: Redis;
let folder: string;
let store: SnapshotStore;
let feed: ReturnType<typeof startSnapshotFeed>;

beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

beforeEach(async () => {
  await server.flush();
  folder = mkdtempSync(join(tmpdir(), 'tollgate-feed-'));
  [redis, subscriber, publisher] = ['proxy', 'feed', 'publisher'].map((name) =>
    connectRedis(server.url, { name, commandTimeoutMs: 1000 }),
  ) as [Redis, Redis, Redis];
  await waitFor('Redis', () => [redis, subscriber, publisher].every(({ status }) => status === 'ready'));
  store = newStore();
});
afterEach(async () => {
  await feed.stop();
  for (const connection of [redis, subscriber, publisher]) connection.disconnect();
  rmSync(folder, { recursive: true, force: true });
});

function newStore(): SnapshotStore {
  return new SnapshotStore({ source: documentSource(redis), keyEncryptionKeys, onUnreadable: () => undefined });
}

function start(): void {
  feed = startSnapshotFeed({
    redis,
    subscriber,
    store,
    diskPath: join(folder, 'snapshot'),
    onError: (error) => expect.unreachable(String(error)),
  });
}

const key = (id: string, name: string, status: 'active' | 'revoked' = 'active') => ({
  kind: 'key' as const,
  id,
  document: {
    id: `key_${id}`,
    organizationId: 'org_1',
    projectId: 'prj_1',
    memberId: null,
    name,
    status,
    expiresAtMs: null,
    limits: { requestsPerMinute: null, budget: null },
  },
});
const complete = (epoch = 'one') => publisher.set(EPOCH_KEY, epoch);
const nameOf = (id: string) => store.key(id)?.document.name;

describe('a change', () => {
  beforeEach(async () => {
    await publishDocuments(publisher, [key('a', 'first')]);
    await complete();
    start();
    await feed.poll();
    await store.load('key:a');
    await waitFor('the subscription', async () => (await publisher.pubsub('NUMSUB', ANNOUNCEMENTS_CHANNEL))[1] === 1);
  });

  it('is live within a moment of its announcement', async () => {
    await publishDocuments(publisher, [key('a', 'second')]);
    expect(await waitFor('the change', () => nameOf('a') === 'second', { timeoutMs: 500 })).toBe(true);
  });

  it('whose announcement was lost is found within two seconds', async () => {
    subscriber.disconnect();
    await publishDocuments(publisher, [key('a', 'second', 'revoked')]);
    expect(await waitFor('the change', () => store.key('a')?.document.status === 'revoked', { timeoutMs: 2000 })).toBe(true);
  });

  it('that came to nobody who holds it is not fetched', async () => {
    await publishDocuments(publisher, [key('b', 'of another proxy')]);
    await feed.poll();
    expect(store.holds('key:b')).toBe(false);
  });

  it('makes a key that was unknown a moment ago known', async () => {
    await store.load('key:new');
    expect(store.isUnknownKey('new')).toBe(true);
    await publishDocuments(publisher, [key('new', 'n')]);
    await waitFor('the announcement', () => !store.isUnknownKey('new'), { timeoutMs: 500 });
    await store.load('key:new');
    expect(nameOf('new')).toBe('n');
  });

  it('that withdraws a key makes it unknown', async () => {
    await withdrawDocuments(publisher, [{ kind: 'key', id: 'a' }]);
    expect(await waitFor('the withdrawal', () => store.isUnknownKey('a'), { timeoutMs: 500 })).toBe(true);
  });

  it('that was overtaken by one with a later version is found although its announcement was lost', async () => {
    subscriber.disconnect();
    const [, newest] = await publisher.zrevrange(CHANGES_KEY, 0, 0, 'WITHSCORES');
    const overtaken = Number(newest) + 1;
    const later = overtaken + 1;
    const put = (id: string, name: string, version: number) =>
      publisher
        .multi()
        .set(documentKey('key', id), JSON.stringify({ ...key(id, name).document, version }))
        .zadd(CHANGES_KEY, version, `key:${id}`)
        .exec();
    await put('b', 'the later one', later);
    await feed.poll();
    await put('a', 'the overtaken one', overtaken);
    await feed.poll();
    expect(nameOf('a')).toBe('the overtaken one');
  });

  it('of very many documents is taken in few round trips, and each only once', async () => {
    subscriber.disconnect();
    const many = Array.from({ length: 1200 }, (_, index) => key(`m${index}`, 'before'));
    await publishDocuments(publisher, many);
    await store.refresh(many.map(({ id }) => `key:${id}`));
    await publishDocuments(
      publisher,
      many.map(({ id }) => key(id, 'after')),
    );
    await publisher.config('RESETSTAT');
    await feed.poll();
    const calls = /cmdstat_mget:calls=(\d+)/.exec(await publisher.info('commandstats'))?.[1];
    expect(Number(calls)).toBeLessThanOrEqual(5);
    expect(many.every(({ id }) => nameOf(id) === 'after')).toBe(true);
  });
});

describe('a Redis that lost its data', () => {
  beforeEach(async () => {
    await publishDocuments(publisher, [key('a', 'kept'), key('gone', 'also kept')]);
    await complete();
    start();
    await feed.poll();
    await store.refresh(['key:a', 'key:gone']);
    await server.kill();
    await server.restart();
    await waitFor('Redis', () => [redis, publisher].every(({ status }) => status === 'ready'));
  });

  it('takes nothing from what is held, and what is not held is not called unknown', async () => {
    const { lastContactMs } = store;
    await feed.poll();
    expect([nameOf('a'), nameOf('gone')]).toEqual(['kept', 'also kept']);
    await expect(store.load('key:other')).rejects.toThrow('no complete snapshot');
    await expect(store.refresh(['key:a'])).rejects.toThrow('no complete snapshot');
    expect([nameOf('a'), store.isUnknownKey('other')]).toEqual(['kept', false]);
    expect(store.lastContactMs).toBe(lastContactMs);
  });

  it('is read anew once its snapshot is complete: changed, kept and withdrawn', async () => {
    await publishDocuments(publisher, [key('a', 'anew')]);
    await feed.poll();
    expect(nameOf('gone')).toBe('also kept');
    await complete('two');
    await feed.poll();
    expect([nameOf('a'), nameOf('gone'), store.isUnknownKey('gone')]).toEqual(['anew', undefined, false]);
    await store.load('key:gone');
    expect(store.isUnknownKey('gone')).toBe(true);
    expect(Date.now() - store.lastContactMs).toBeLessThan(5000);
  });
});

describe('a document that is broken', () => {
  it('does not keep the others from coming, nor the snapshot from being fresh', async () => {
    await publishDocuments(publisher, [key('a', 'one'), key('b', 'one')]);
    await complete();
    start();
    await store.refresh(['key:a', 'key:b']);
    await publisher.set(documentKey('key', 'a'), '{"version":');
    await publisher.set(documentKey('key', 'b'), JSON.stringify({ ...key('b', 'two').document, version: Number.MAX_SAFE_INTEGER }));
    await feed.poll();
    expect([nameOf('a'), nameOf('b')]).toEqual(['one', 'two']);
    expect(store.lastContactMs).toBeGreaterThan(0);
  });
});

describe('the copy on disk', () => {
  it('follows what is held and is whole at the end', async () => {
    await publishDocuments(publisher, [key('a', 'one')]);
    await complete();
    start();
    await feed.poll();
    await store.load('key:a');
    await feed.stop();
    const copy = newStore();
    await readDiskCopy(join(folder, 'snapshot'), copy);
    expect(copy.key('a')?.document.name).toBe('one');
    expect(copy.lastContactMs).toBe(store.lastContactMs);
  });
});
