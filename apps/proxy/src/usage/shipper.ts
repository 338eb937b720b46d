import type { JobProducer } from '@tollgate/queue/job-producer';
import type { UsageBatch } from '@tollgate/queue/jobs';
import type { Redis } from '@tollgate/redis/client';
import { acknowledgedKey } from '@tollgate/redis/keys';
import type { AttemptFact, RequestFact } from '@tollgate/core/usage/facts';
import type { Spool } from './spool.ts';

const RETRY_MS = 500;
const MAX_FACTS = 500;
/**
 * When things are done, in milliseconds; other figures than the usual are for tests. `maxUnderWay` is the number of facts under way at
 * once: beyond it new ones stay on disk and are read back when the ledger has caught up.
 */
export type ShipperPace = { flushMs: number; pollMs: number; resendAfterMs: number; maxResendAfterMs: number; maxUnderWay: number };

const PACE: ShipperPace = {
  flushMs: 50,
  pollMs: 100,
  resendAfterMs: 10_000,
  maxResendAfterMs: 300_000,
  maxUnderWay: 20_000,
};

type Batch = {
  batchId: string;
  /** The facts, until they are queued: what is kept in memory for longer than that costs more than reading it back in the rare case. */
  payload: UsageBatch | null;
  /** Whose facts they are, for the acknowledgement and for reading them back. */
  attempts: { keyId: string; attemptId: string }[];
  requestIds: string[];
  segments: Map<number, number>;
  facts: number;
  /** Jobs that were queued for it. */
  tries: number;
  /** Times that it was looked after since it was queued first. */
  looks: number;
  lookAgainAtMs: number;
};

/**
 * Carries facts from the spool to the ledger: in batches, again until they are acknowledged, and from disk when more wait than memory
 * should hold. Delivery is at least once; the ledger recognises a second one.
 */
export class Shipper {
  readonly #proxyId: string;
  readonly #spool: Spool;
  readonly #producer: JobProducer<'ingest-usage'>;
  readonly #redis: Redis;
  readonly #pace: ShipperPace;
  readonly #onAcknowledged: ((attempts: readonly { keyId: string; attemptId: string }[]) => void) | undefined;
  readonly #underWay = new Map<string, Batch>();
  readonly #backlog = new Set<number>();
  readonly #timers: NodeJS.Timeout[];
  #attempts: AttemptFact[] = [];
  #requests: RequestFact[] = [];
  #segments = new Map<number, number>();
  #flushTimer: NodeJS.Timeout | null = null;
  #factsUnderWay = 0;
  #batches = 0;
  #isPolling = false;

  constructor(options: {
    proxyId: string;
    spool: Spool;
    producer: JobProducer<'ingest-usage'>;
    redis: Redis;
    /** The ledger holds these facts. */
    onAcknowledged?: (attempts: readonly { keyId: string; attemptId: string }[]) => void;
    pace?: Partial<ShipperPace>;
  }) {
    this.#proxyId = options.proxyId;
    this.#spool = options.spool;
    this.#producer = options.producer;
    this.#redis = options.redis;
    this.#onAcknowledged = options.onAcknowledged;
    this.#pace = { ...PACE, ...options.pace };
    this.#timers = [setInterval(() => void this.#tick(), this.#pace.pollMs)];
  }

  /** Facts that the ledger has not acknowledged, those on disk not counted. */
  get waiting(): number {
    return this.#factsUnderWay + this.#attempts.length + this.#requests.length;
  }

  get hasBacklog(): boolean {
    return this.#backlog.size > 0;
  }

  ship(segment: number, attempt: AttemptFact | null, request: RequestFact | null): void {
    const facts = (attempt === null ? 0 : 1) + (request === null ? 0 : 1);
    if (this.waiting >= this.#pace.maxUnderWay) {
      this.#leaveOnDisk(segment);
      return;
    }
    this.#spool.expect(segment, facts);
    if (attempt !== null) this.#attempts.push(attempt);
    if (request !== null) this.#requests.push(request);
    this.#segments.set(segment, (this.#segments.get(segment) ?? 0) + facts);
    if (this.#attempts.length >= MAX_FACTS || this.#requests.length >= MAX_FACTS) this.flush();
    else this.#flushTimer ??= setTimeout(() => this.flush(), this.#pace.flushMs);
  }

  flush(): void {
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
    this.#flushTimer = null;
    if (this.#attempts.length + this.#requests.length === 0) return;
    const payload: UsageBatch = {
      proxyId: this.#proxyId,
      batchId: `${this.#proxyId}-${++this.#batches}`,
      attempts: this.#attempts,
      requests: this.#requests,
    };
    const batch: Batch = {
      batchId: payload.batchId,
      payload,
      attempts: payload.attempts.map(({ keyId, attemptId }) => ({ keyId, attemptId })),
      requestIds: payload.requests.map(({ requestId }) => requestId),
      segments: this.#segments,
      facts: this.#attempts.length + this.#requests.length,
      tries: 0,
      looks: 0,
      lookAgainAtMs: 0,
    };
    this.#attempts = [];
    this.#requests = [];
    this.#segments = new Map();
    this.#factsUnderWay += batch.facts;
    this.#underWay.set(payload.batchId, batch);
    this.#send(batch, payload);
  }

  /** Resolves when everything was acknowledged or the time is up; what is left is on disk and is found by the next process. */
  async close(deadlineMs: number): Promise<void> {
    this.flush();
    while (this.waiting > 0 && Date.now() < deadlineMs) {
      await this.#tick();
      if (this.waiting > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    for (const timer of this.#timers) clearInterval(timer);
  }

  #send(batch: Batch, payload: UsageBatch): void {
    batch.tries++;
    this.#lookLater(batch);
    this.#producer.add(payload, { jobId: jobIdOf(batch) }).then(
      () => (batch.payload = null),
      () => {
        // Redis did not take it, or not to our knowledge: the next try bears the same name and cannot be queued twice.
        batch.tries--;
        batch.looks = Math.max(0, batch.looks - 1);
        batch.lookAgainAtMs = Date.now() + RETRY_MS;
      },
    );
  }

  /** The facts of a batch that was queued once already, from disk. */
  #readAgain(batch: Batch): UsageBatch {
    const payload: UsageBatch = { proxyId: this.#proxyId, batchId: batch.batchId, attempts: [], requests: [] };
    const attemptIds = new Set(batch.attempts.map(({ attemptId }) => attemptId));
    const requestIds = new Set(batch.requestIds);
    for (const segment of batch.segments.keys()) {
      for (const record of this.#spool.read(segment)) {
        if (record[0] === 'finished' && attemptIds.has(record[1].attemptId)) payload.attempts.push(record[1]);
        else if (record[0] === 'request' && requestIds.has(record[1].requestId)) payload.requests.push(record[1]);
      }
    }
    return payload;
  }

  #lookLater(batch: Batch): void {
    batch.lookAgainAtMs = Date.now() + Math.min(this.#pace.maxResendAfterMs, this.#pace.resendAfterMs * 2 ** batch.looks);
    batch.looks++;
  }

  /** Sends again what was lost on its way. What still waits for a worker is left there: more copies would only fill Redis. */
  async #lookAfter(batch: Batch): Promise<void> {
    if (batch.tries > 0 && (await this.#producer.isQueued(jobIdOf(batch)))) this.#lookLater(batch);
    else this.#send(batch, batch.payload ?? this.#readAgain(batch));
  }

  async #tick(): Promise<void> {
    if (this.#isPolling) return;
    this.#isPolling = true;
    try {
      if (this.#underWay.size > 0) await this.#collect();
      const nowMs = Date.now();
      for (const batch of [...this.#underWay.values()].filter(({ lookAgainAtMs }) => lookAgainAtMs <= nowMs)) await this.#lookAfter(batch);
      if (this.#backlog.size > 0 && this.waiting < this.#pace.maxUnderWay / 2) this.#readBack();
    } catch {
      // Redis is away; the facts are on disk and in memory, and the next tick asks again.
    } finally {
      this.#isPolling = false;
    }
  }

  async #collect(): Promise<void> {
    const key = acknowledgedKey(this.#proxyId);
    const acknowledged = await this.#redis.hkeys(key);
    for (const batchId of acknowledged) this.#acknowledge(batchId);
    if (acknowledged.length > 0) await this.#redis.hdel(key, ...acknowledged);
  }

  #acknowledge(batchId: string): void {
    const batch = this.#underWay.get(batchId);
    if (!batch) return;
    this.#underWay.delete(batchId);
    this.#factsUnderWay -= batch.facts;
    for (const [segment, facts] of batch.segments) this.#spool.acknowledge(segment, facts);
    this.#onAcknowledged?.(batch.attempts);
  }

  /** The segment counts as unacknowledged until it has been read back. */
  #leaveOnDisk(segment: number): void {
    if (this.#backlog.has(segment)) return;
    this.#backlog.add(segment);
    this.#spool.expect(segment, 1);
  }

  /** Ships one segment of the backlog from disk, whole: facts of it that were shipped before are recognised by the ledger. */
  #readBack(): void {
    const [segment] = this.#backlog;
    // What the disk has yet to take could not be read from it.
    if (segment === undefined || !this.#spool.isWritable) return;
    if (segment === this.#spool.currentSegment) this.#spool.seal();
    const facts = this.#spool.read(segment).filter((record) => record[0] === 'finished' || record[0] === 'request');
    this.#backlog.delete(segment);
    for (const record of facts) {
      if (record[0] === 'finished') this.#force(segment, record[1], null);
      else if (record[0] === 'request') this.#force(segment, null, record[1]);
    }
    this.flush();
    this.#spool.acknowledge(segment, 1);
  }

  #force(segment: number, attempt: AttemptFact | null, request: RequestFact | null): void {
    this.#spool.expect(segment, 1);
    if (attempt !== null) this.#attempts.push(attempt);
    if (request !== null) this.#requests.push(request);
    this.#segments.set(segment, (this.#segments.get(segment) ?? 0) + 1);
    if (this.#attempts.length >= MAX_FACTS || this.#requests.length >= MAX_FACTS) this.flush();
  }
}

function jobIdOf({ batchId, tries }: Batch): string {
  return `${batchId}-${tries}`;
}
