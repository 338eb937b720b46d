import { mkdir, open, readFile, rename, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SnapshotStore } from './snapshot-store.ts';

/** Lines are written so many at a time, so that a large copy holds up no request. */
const LINES_AT_ONCE = 500;

/**
 * Reads the copy that an earlier process left, so that this one can serve through an outage: a line for each document, its name and its
 * text. An absent copy is none; a damaged line costs its own document only.
 */
export async function readDiskCopy(path: string, store: SnapshotStore): Promise<void> {
  const lines = (await readText(path)).split('\n');
  let documents = 0;
  for (const line of lines) {
    const [name, text] = parseLine(line);
    if (name === null) continue;
    store.apply(name, text);
    documents++;
  }
  const contactMs = Number(await readText(contactPath(path)));
  // A clock that was set back must not make a copy fresh for longer than it is.
  if (documents > 0 && contactMs > 0) store.lastContactMs = Math.min(contactMs, Date.now());
}

/** Replaces the copy in one step: a process killed halfway leaves the old one. Secrets in it are sealed as they are in Redis. */
export async function writeDiskCopy(path: string, store: SnapshotStore): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}.new`;
  const file = await open(fresh, 'w', 0o600);
  try {
    await writeDocuments(file, store);
  } finally {
    await file.close();
  }
  await rename(fresh, path);
  await writeContact(path, store);
}

/** Notes when Redis was last seen, for a copy that needs no other change: its age is counted from then. */
export async function writeContact(path: string, store: SnapshotStore): Promise<void> {
  const fresh = `${contactPath(path)}.${process.pid}.new`;
  await writeFile(fresh, String(store.lastContactMs), { mode: 0o600 });
  await rename(fresh, contactPath(path));
}

async function writeDocuments(file: FileHandle, store: SnapshotStore): Promise<void> {
  let lines: string[] = [];
  for (const document of store.heldDocuments()) {
    lines.push(`${JSON.stringify(document)}\n`);
    if (lines.length < LINES_AT_ONCE) continue;
    await file.writeFile(lines.join(''));
    lines = [];
  }
  await file.writeFile(lines.join(''));
}

function contactPath(path: string): string {
  return `${path}.contact`;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return '';
  }
}

function parseLine(line: string): [name: string, text: string] | [null] {
  try {
    const parsed: unknown = JSON.parse(line);
    return Array.isArray(parsed) && typeof parsed[0] === 'string' && typeof parsed[1] === 'string' ? [parsed[0], parsed[1]] : [null];
  } catch {
    return [null];
  }
}
