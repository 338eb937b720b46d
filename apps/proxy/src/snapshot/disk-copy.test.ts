import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKeyEncryptionKeys } from '@tollgate/secrets/key-encryption-key';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDiskCopy, writeContact, writeDiskCopy } from './disk-copy.ts';
import { SnapshotStore } from './snapshot-store.ts';

const KEYS = readKeyEncryptionKeys(randomBytes(32).toString('base64'));
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-copy-'));
  path = join(folder, 'proxy', 'snapshot');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function newStore(): SnapshotStore {
  return new SnapshotStore({ source: () => Promise.reject(new Error('away')), keyEncryptionKeys: KEYS, onUnreadable: () => undefined });
}

function filledStore(keys: number): SnapshotStore {
  const store = newStore();
  for (let i = 0; i < keys; i++) {
    store.apply(
      `key:h${i}`,
      JSON.stringify({
        id: `key_${i}`,
        version: 1,
        organizationId: 'org_1',
        projectId: 'prj_1',
        memberId: null,
        name: 'Zeile\nzwei "👋"',
        status: 'active',
        expiresAtMs: null,
        limits: { requestsPerMinute: null, budget: null },
      }),
    );
  }
  store.lastContactMs = Date.now() - 5000;
  return store;
}

async function read(): Promise<SnapshotStore> {
  const store = newStore();
  await readDiskCopy(path, store);
  return store;
}

describe('the copy on disk', () => {
  it.each([0, 1, 499, 500, 1501])('of %i keys brings every document back, and when Redis was last seen', async (keys) => {
    const store = filledStore(keys);
    await writeDiskCopy(path, store);
    const copy = await read();
    expect([...copy.heldDocuments()]).toEqual([...store.heldDocuments()]);
    expect(copy.lastContactMs).toBe(keys === 0 ? 0 : store.lastContactMs);
    expect(readdirSync(join(folder, 'proxy')).sort()).toEqual(['snapshot', 'snapshot.contact']);
  });

  it('is readable by its owner only', async () => {
    await writeDiskCopy(path, filledStore(1));
    for (const file of [path, `${path}.contact`]) expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('that is absent is none, and its proxy is not ready', async () => {
    expect((await read()).lastContactMs).toBe(0);
  });

  it('damaged in one line loses that document only', async () => {
    await writeDiskCopy(path, filledStore(3));
    writeFileSync(path, readFileSync(path, 'utf8').replace('"key:h1"', '"key:h1'));
    expect((await read()).heldNames()).toEqual(['key:h0', 'key:h2']);
  });

  it('cut at any place is read as far as it goes', async () => {
    await writeDiskCopy(path, filledStore(3));
    const bytes = readFileSync(path);
    for (let length = 0; length < bytes.length; length += 7) {
      writeFileSync(path, bytes.subarray(0, length));
      const whole = bytes.subarray(0, length).toString().split('\n').length - 1;
      expect([whole, whole + 1]).toContain((await read()).heldNames().length);
    }
  });

  it.each(['', 'NaN', '-1', '{}', 'yesterday'])('with %j for the time of contact is not taken for fresh', async (text) => {
    await writeDiskCopy(path, filledStore(1));
    writeFileSync(`${path}.contact`, text);
    expect((await read()).lastContactMs).toBe(0);
  });

  it('written under a clock that was ahead does not stay fresh for longer', async () => {
    const store = filledStore(1);
    store.lastContactMs = Date.now() + 86_400_000;
    await writeDiskCopy(path, store);
    expect((await read()).lastContactMs).toBeLessThanOrEqual(Date.now());
  });

  it('tells a later contact without being written again', async () => {
    const store = filledStore(1);
    await writeDiskCopy(path, store);
    const before = statSync(path).mtimeMs;
    store.lastContactMs += 2000;
    await writeContact(path, store);
    expect(statSync(path).mtimeMs).toBe(before);
    expect((await read()).lastContactMs).toBe(store.lastContactMs);
  });

  it('stays the old one when a new one cannot be written', async () => {
    const store = filledStore(2);
    await writeDiskCopy(path, store);
    store.apply('key:h0', null);
    writeFileSync(`${path}.${process.pid}.new`, '');
    rmSync(`${path}.${process.pid}.new`);
    const blocked = `${path}.${process.pid}.new`;
    const { mkdirSync } = await import('node:fs');
    mkdirSync(blocked);
    await expect(writeDiskCopy(path, store)).rejects.toThrow();
    expect(existsSync(path)).toBe(true);
    expect((await read()).heldNames()).toEqual(['key:h0', 'key:h1']);
  });
});
