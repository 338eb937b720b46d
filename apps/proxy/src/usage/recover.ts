import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { costOf } from '@tollgate/core/pricing/cost';
import type { PriceRow } from '@tollgate/core/pricing/price-row';
import type { AttemptFact, RequestFact } from '@tollgate/core/usage/facts';
import { emptyUsage } from '@tollgate/core/usage/usage';
import { estimateTokens } from './estimate-tokens.ts';
import { decodeRecords, type SpoolRecord, type StartedAttempt } from './spool-record.ts';

const OWNER_FILE = 'owner.json';
const HEARTBEAT_MS = 5000;
/** A spool on a shared volume whose owner gave no sign of life for so long belongs to nobody. */
const ORPHAN_AFTER_MS = 60_000;

type Owner = { pid: number; host: string };

/** Marks a spool as owned by this process, and goes on doing so. */
export function ownSpool(directory: string): { release(): void } {
  const path = join(directory, OWNER_FILE);
  const owner: Owner = { pid: process.pid, host: hostname() };
  writeFileSync(path, JSON.stringify(owner));
  const timer = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(path, now, now);
    } catch {
      // The next beat tries again; only a minute of silence makes an orphan.
    }
  }, HEARTBEAT_MS).unref();
  return { release: () => clearInterval(timer) };
}

/**
 * Takes over the spools that dead processes left under `root`. Renaming a folder is atomic: of two processes that try, one wins.
 *
 * @returns the folders taken.
 */
export function adoptOrphans(root: string, ownDirectory: string, nowMs: number): string[] {
  const adopted: string[] = [];
  for (const name of readdirSync(root)) {
    const directory = join(root, name);
    if (directory === ownDirectory || !isOrphan(directory, nowMs)) continue;
    const target = join(root, `${name.split('.')[0]}.adopted-${process.pid}`);
    try {
      if (target !== directory) renameSync(directory, target);
      writeFileSync(join(target, OWNER_FILE), JSON.stringify({ pid: process.pid, host: hostname() } satisfies Owner));
      adopted.push(target);
    } catch {
      // Another process was first.
    }
  }
  return adopted;
}

function isOrphan(directory: string, nowMs: number): boolean {
  try {
    const path = join(directory, OWNER_FILE);
    const owner = JSON.parse(readFileSync(path, 'utf8')) as Owner;
    if (nowMs - statSync(path).mtimeMs > ORPHAN_AFTER_MS) return true;
    return owner.host === hostname() && owner.pid !== process.pid && !isAlive(owner.pid);
  } catch {
    try {
      return nowMs - statSync(directory).mtimeMs > ORPHAN_AFTER_MS;
    } catch {
      return false;
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export type Recovered = { facts: ['finished' | 'request', AttemptFact | RequestFact][]; unfinished: number; damaged: number };

/**
 * Everything in an adopted spool that the ledger may not have yet. An attempt that was started and never finished becomes a fact with
 * outcome `unknown`, estimated from what is known: the provider may have been paid for it.
 */
export function readOrphan(directory: string, priceRow: (fact: AttemptFact) => PriceRow | null): Recovered {
  const open = new Map<string, StartedAttempt & { pieces: number }>();
  const finishedRequests = new Set<string>();
  const recovered: Recovered = { facts: [], unfinished: 0, damaged: 0 };
  const segments = readdirSync(directory)
    .filter((name) => name.endsWith('.spool'))
    .sort();
  for (const name of segments) {
    const { records, damaged } = decodeRecords(readFileSync(join(directory, name)));
    recovered.damaged += damaged;
    for (const record of records) readRecord(record, open, finishedRequests, recovered);
  }
  for (const started of open.values()) {
    const attempt = estimateUnknown(started, priceRow);
    recovered.facts.push(['finished', attempt]);
    recovered.unfinished++;
    if (!finishedRequests.has(attempt.requestId)) {
      finishedRequests.add(attempt.requestId);
      recovered.facts.push(['request', requestOfUnknown(started)]);
    }
  }
  return recovered;
}

export function removeOrphan(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

function readRecord(
  record: SpoolRecord,
  open: Map<string, StartedAttempt & { pieces: number }>,
  finishedRequests: Set<string>,
  recovered: Recovered,
): void {
  switch (record[0]) {
    case 'started':
      open.set(record[1].attempt.attemptId, { ...record[1], pieces: 0 });
      return;
    case 'progress': {
      const started = open.get(record[1]);
      if (started) started.pieces = record[2];
      return;
    }
    case 'finished':
      open.delete(record[1].attemptId);
      recovered.facts.push(['finished', record[1]]);
      return;
    case 'request':
      finishedRequests.add(record[1].requestId);
      recovered.facts.push(['request', record[1]]);
  }
}

function estimateUnknown(
  { attempt, promptBytes, pieces }: StartedAttempt & { pieces: number },
  priceRow: (fact: AttemptFact) => PriceRow | null,
): AttemptFact {
  const usage = { ...emptyUsage(), input: estimateTokens(promptBytes), output: pieces };
  const row = priceRow(attempt);
  return {
    ...attempt,
    outcome: 'unknown',
    errorMessage: 'The proxy stopped before the end of this call was seen; its usage is an estimate.',
    usage,
    isEstimated: true,
    priceRowId: row?.id ?? null,
    costPico: row === null ? null : costOf(usage, row).toString(),
  };
}

function requestOfUnknown({ request, attempt }: StartedAttempt): RequestFact {
  return {
    ...request,
    credentialId: attempt.credentialId,
    provider: attempt.provider,
    model: attempt.model,
    attempts: attempt.ordinal,
    status: 500,
    errorCode: 'proxy_stopped',
    errorMessage: 'The proxy stopped while it answered this request.',
  };
}
