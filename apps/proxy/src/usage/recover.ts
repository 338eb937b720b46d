import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { newId } from '@tollgate/secrets/new-id';
import { costOf } from '@tollgate/core/pricing/cost';
import type { PriceRow } from '@tollgate/core/pricing/price-row';
import type { AttemptFact, RequestFact } from '@tollgate/core/usage/facts';
import { emptyUsage } from '@tollgate/core/usage/usage';
import { decodeRecords, type StartedAttempt, type UsageRecord } from '@tollgate/queue/usage-record';
import { estimateTokens } from './estimate-tokens.ts';

const OWNER_FILE = 'owner.json';
const HEARTBEAT_MS = 5000;
/** A spool on a shared volume whose owner gave no sign of life for so long belongs to nobody. */
const ORPHAN_AFTER_MS = 60_000;

type Owner = { pid: number; host: string };

/** Marks a spool as owned by this process, and goes on doing so. */
export function ownSpool(directory: string): { release(): void } {
  const path = join(directory, OWNER_FILE);
  markOwner(directory);
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
 * Takes over the spools that dead processes left under `root`. Renaming a folder is atomic: of two processes that try, one wins. The
 * folder bears its new owner's mark before and after, so that no third one takes it for an orphan in between.
 *
 * @returns the folders taken.
 */
export function adoptOrphans(root: string, ownDirectory: string, nowMs: number): string[] {
  const adopted: string[] = [];
  for (const name of readdirSync(root)) {
    const directory = join(root, name);
    if (directory === ownDirectory || !isOrphan(directory, nowMs)) continue;
    const target = join(root, `${name.split('.')[0]}.${newId('adopted')}`);
    try {
      markOwner(directory);
      renameSync(directory, target);
      markOwner(target);
      adopted.push(target);
    } catch {
      // Another process was first.
    }
  }
  return adopted;
}

function markOwner(directory: string): void {
  writeFileSync(join(directory, OWNER_FILE), JSON.stringify({ pid: process.pid, host: hostname() } satisfies Owner));
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
 * outcome `unknown`, estimated from what is known: the provider may have been paid for it. A request of which only attempts are known
 * ends with its last attempt.
 */
export function readOrphan(directory: string, priceRow: (fact: AttemptFact) => PriceRow | null): Recovered {
  const recovered: Recovered = { facts: [], unfinished: 0, damaged: 0 };
  const orphan: Orphan = { started: new Map(), requests: new Map(), ended: new Set() };
  const segments = readdirSync(directory)
    .filter((name) => name.endsWith('.spool'))
    .sort();
  for (const name of segments) {
    const { records, damaged } = decodeRecords(readFileSync(join(directory, name)));
    recovered.damaged += damaged;
    for (const record of records) readRecord(record, orphan, recovered);
  }
  for (const started of orphan.started.values()) {
    const attempt = estimateUnknown(started, priceRow);
    recovered.facts.push(['finished', attempt]);
    recovered.unfinished++;
    noteAttempt(orphan, started.request, attempt);
  }
  for (const [requestId, { request, attempt }] of orphan.requests)
    if (!orphan.ended.has(requestId)) recovered.facts.push(['request', endOfRequest(request, attempt)]);
  return recovered;
}

export function removeOrphan(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

type OpenAttempt = { attempt: AttemptFact; request: RequestFact; promptBytes: number; pieces: number };

type Orphan = {
  /** Attempts without an end. */
  started: Map<string, OpenAttempt>;
  /** Every request that an attempt was started for, with its latest attempt. */
  requests: Map<string, { request: RequestFact; attempt: AttemptFact }>;
  /** Requests whose own record is there. */
  ended: Set<string>;
};

function readRecord(record: UsageRecord, orphan: Orphan, recovered: Recovered): void {
  switch (record[0]) {
    case 'started': {
      const { request, promptBytes } = record[1];
      const attempt = openFact(record[1]);
      orphan.started.set(attempt.attemptId, { attempt, request, promptBytes, pieces: 0 });
      noteAttempt(orphan, request, attempt);
      return;
    }
    case 'progress': {
      const started = orphan.started.get(record[1]);
      if (started) started.pieces = record[2];
      return;
    }
    case 'finished': {
      const [, attempt] = record;
      orphan.started.delete(attempt.attemptId);
      recovered.facts.push(['finished', attempt]);
      const known = orphan.requests.get(attempt.requestId);
      if (known) noteAttempt(orphan, known.request, attempt);
      return;
    }
    case 'request':
      orphan.ended.add(record[1].requestId);
      recovered.facts.push(['request', record[1]]);
  }
}

/** The fact of an attempt that was started, before anything is known of its end. */
function openFact({ attempt, request }: StartedAttempt): AttemptFact {
  const { attemptId, startedAtMs, ordinal, credentialId, provider, model } = attempt;
  const { requestId, organizationId, projectId, keyId, memberId, endUser, sessionId, route, routeVersion, tags } = request;
  return {
    attemptId,
    startedAtMs,
    requestId,
    ordinal,
    organizationId,
    projectId,
    keyId,
    memberId,
    endUser,
    sessionId,
    route,
    routeVersion,
    tags,
    credentialId,
    provider,
    model,
    outcome: 'unknown',
    upstreamStatus: null,
    errorMessage: 'The proxy stopped before the end of this call was seen; its usage is an estimate.',
    firstTokenMs: null,
    durationMs: 0,
    usage: emptyUsage(),
    isEstimated: true,
    priceRowId: null,
    costPico: null,
  };
}

function noteAttempt(orphan: Orphan, request: RequestFact, attempt: AttemptFact): void {
  const known = orphan.requests.get(attempt.requestId);
  if (known === undefined || known.attempt.ordinal <= attempt.ordinal) orphan.requests.set(attempt.requestId, { request, attempt });
}

function estimateUnknown({ attempt, promptBytes, pieces }: OpenAttempt, priceRow: (fact: AttemptFact) => PriceRow | null): AttemptFact {
  const usage = { ...emptyUsage(), input: estimateTokens(promptBytes), output: pieces };
  const row = priceRow(attempt);
  return {
    ...attempt,
    usage,
    priceRowId: row?.id ?? null,
    costPico: row === null ? null : costOf(usage, row).toString(),
  };
}

/** What is known of a request through its last attempt. One that answered was, as far as anybody can tell, the end of it. */
function endOfRequest(request: RequestFact, attempt: AttemptFact): RequestFact {
  const { credentialId, provider, model, ordinal, firstTokenMs } = attempt;
  const isAnswered = attempt.outcome === 'success';
  return {
    ...request,
    credentialId,
    provider,
    model,
    attempts: ordinal,
    firstTokenMs,
    durationMs: Math.max(0, attempt.startedAtMs + attempt.durationMs - request.startedAtMs),
    status: isAnswered ? 200 : 500,
    errorCode: isAnswered ? null : 'proxy_stopped',
    errorMessage: isAnswered ? null : 'The proxy stopped while it answered this request.',
  };
}
