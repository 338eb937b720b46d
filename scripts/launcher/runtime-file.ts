import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from './process-identity.ts';

export type RuntimeProcess = { name: string; pid: number; identity: string };

/** What runs in a state folder at this moment; other commands find it by this file. */
export type Runtime = {
  /** Addresses are `undefined` until their server is up. */
  databaseUrl?: string | undefined;
  redisUrl?: string | undefined;
  simulatorUrl?: string | undefined;
  processes: RuntimeProcess[];
};

const file = (home: string) => join(home, 'runtime.json');

/** Holds the database's password, so readable by its owner only. */
export function writeRuntime(home: string, runtime: Runtime): void {
  writeFileSync(file(home), JSON.stringify(runtime, null, 2), { mode: 0o600 });
}

export function readRuntime(home: string): Runtime | undefined {
  try {
    return JSON.parse(readFileSync(file(home), 'utf8')) as Runtime;
  } catch {
    return undefined;
  }
}

export function removeRuntime(home: string): void {
  rmSync(file(home), { force: true });
}

/** `undefined` when the process has gone already. */
export function describeProcess(name: string, pid: number | undefined): RuntimeProcess | undefined {
  const identity = pid === undefined ? undefined : processIdentity(pid);
  return pid === undefined || identity === undefined ? undefined : { name, pid, identity };
}

export function isStillThere({ pid, identity }: RuntimeProcess): boolean {
  return processIdentity(pid) === identity;
}
