import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SnapshotStore } from './snapshot-store.ts';

type DiskCopy = { lastContactMs: number; documents: [name: string, text: string][] };

/** Reads the copy that an earlier process left, so that this one can serve through an outage. An absent or damaged copy is no copy. */
export async function readDiskCopy(path: string, store: SnapshotStore): Promise<void> {
  let copy: DiskCopy;
  try {
    copy = JSON.parse(await readFile(path, 'utf8')) as DiskCopy;
    for (const [name, text] of copy.documents) store.apply(name, text);
  } catch {
    return;
  }
  store.lastContactMs = copy.lastContactMs;
}

/** Replaces the copy in one step: a process killed halfway leaves the old one. Secrets in it are sealed as they are in Redis. */
export async function writeDiskCopy(path: string, store: SnapshotStore): Promise<void> {
  const copy: DiskCopy = { lastContactMs: store.lastContactMs, documents: [...store.heldDocuments()] };
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}.new`;
  await writeFile(fresh, JSON.stringify(copy), { mode: 0o600 });
  await rename(fresh, path);
}
