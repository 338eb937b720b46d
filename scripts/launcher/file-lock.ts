import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { processIdentity } from './process-identity.ts';

type Holder = { pid: number; identity: string | undefined };

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder | undefined): boolean {
  return holder?.identity !== undefined && processIdentity(holder.pid) === holder.identity;
}

/** Removes the lock of `holder`, and only that: of two that take it over at once, the slower finds the other's and leaves it. */
function removeStale(file: string, holder: Holder | undefined): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  if (moved?.pid !== holder?.pid || moved?.identity !== holder?.identity) linkSync(aside, file);
  rmSync(aside, { force: true });
}

/** The id of the living process that holds the lock, if one does. */
export function lockHolder(file: string): number | undefined {
  const holder = readHolder(file);
  return isAlive(holder) ? holder?.pid : undefined;
}

/** Takes a lock that ends with its process, and returns how to give it back; `undefined` while a living process has it. */
export function tryLock(file: string): (() => void) | undefined {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) }));
  try {
    for (;;) {
      try {
        // A link appears whole or not at all: nobody reads half a lock.
        linkSync(draft, file);
        return () => rmSync(file, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = readHolder(file);
      if (isAlive(holder)) return undefined;
      removeStale(file, holder);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}
