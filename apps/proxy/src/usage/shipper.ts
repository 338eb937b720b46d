import type { JobProducer } from '@tollgate/queue/job-producer';
import { MAX_BATCH_FACTS } from '@tollgate/queue/jobs';
import { RecordWriter, type UsageRecord } from '@tollgate/queue/usage-record';
import type { Redis } from '@tollgate/redis/client';
import { acknowledgedKey } from '@tollgate/redis/keys';
import type { Spool } from './spool.ts';

const RETRY_MS = 500;
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

/** Whose cost may be let go of once the ledger holds it. */
export type ShippedAttempt = { keyId: string; attemptId: string };

type Batch = {
  batchId: string;
  /** The facts as they are on disk, until the ledger has acknowledged them. */
  records: Buffer;
  attempts: readonly ShippedAttempt[];
  segments: ReadonlyMap<number, number>;
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
  readonly #onAcknowledged: ((attempts: readonly ShippedAttempt[]) => void) | undefined;
  readonly #underWay = new Map<string, Batch>();
  readonly #backlog = new Set<number>();
  readonly #timers: NodeJS.Timeout[];
  readonly #writer = new RecordWriter();
  #attempts: ShippedAttempt[] = [];
  #requests = 0;
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
    onAcknowledged?: (attempts: readonly ShippedAttempt[]) => void;
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
    return this.#factsUnderWay + this.#attempts.length + this.#requests;
  }

  get hasBacklog(): boolean {
    return this.#backlog.size > 0;
  }

  /**
   * @param records the facts as they stand in the segment; copied.
   * @param attempts at most `MAX_BATCH_FACTS`, like `requests`.
   */
  ship(segment: number, records: Uint8Array, attempts: readonly ShippedAttempt[], requests: number): void {
    if (this.waiting >= this.#pace.maxUnderWay) {
      this.#leaveOnDisk(segment);
      return;
    }
    this.#makeRoom(attempts.length, requests);
    this.#writer.append(records);
    this.#count(segment, attempts, requests);
  }

  flush(): void {
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
    this.#flushTimer = null;
    const facts = this.#attempts.length + this.#requests;
    if (facts === 0) return;
    const batch: Batch = {
      batchId: `${this.#proxyId}-${++this.#batches}`,
      records: Buffer.from(this.#writer.bytes()),
      attempts: this.#attempts,
      segments: this.#segments,
      facts,
      tries: 0,
      looks: 0,
      lookAgainAtMs: 0,
    };
    this.#writer.clear();
    this.#attempts = [];
    this.#requests = 0;
    this.#segments = new Map();
    this.#factsUnderWay += facts;
    this.#underWay.set(batch.batchId, batch);
    this.#send(batch);
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

  #makeRoom(attempts: number, requests: number): void {
    if (this.#attempts.length + attempts > MAX_BATCH_FACTS || this.#requests + requests > MAX_BATCH_FACTS) this.flush();
  }

  #count(segment: number, attempts: readonly ShippedAttempt[], requests: number): void {
    const facts = attempts.length + requests;
    this.#spool.expect(segment, facts);
    this.#attempts.push(...attempts);
    this.#requests += requests;
    this.#segments.set(segment, (this.#segments.get(segment) ?? 0) + facts);
    this.#flushTimer ??= setTimeout(() => this.flush(), this.#pace.flushMs);
  }

  #send(batch: Batch): void {
    batch.tries++;
    this.#lookLater(batch);
    const { batchId, records } = batch;
    this.#producer.add({ proxyId: this.#proxyId, batchId, records: records.toString('base64') }, { jobId: jobIdOf(batch) }).catch(() => {
      // Redis did not take it, or not to our knowledge: the next try bears the same name and cannot be queued twice.
      batch.tries--;
      batch.looks = Math.max(0, batch.looks - 1);
      batch.lookAgainAtMs = Date.now() + RETRY_MS;
    });
  }

  #lookLater(batch: Batch): void {
    batch.lookAgainAtMs = Date.now() + Math.min(this.#pace.maxResendAfterMs, this.#pace.resendAfterMs * 2 ** batch.looks);
    batch.looks++;
  }

  /** Sends again what was lost on its way. What still waits for a worker is left there: more copies would only fill Redis. */
  async #lookAfter(batch: Batch): Promise<void> {
    if (batch.tries > 0 && (await this.#producer.isQueued(jobIdOf(batch)))) this.#lookLater(batch);
    else this.#send(batch);
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
    this.#backlog.delete(segment);
    for (const record of this.#spool.read(segment)) this.#shipAgain(segment, record);
    this.flush();
    this.#spool.acknowledge(segment, 1);
  }

  #shipAgain(segment: number, record: UsageRecord): void {
    if (record[0] !== 'finished' && record[0] !== 'request') return;
    const attempts = record[0] === 'finished' ? [record[1]] : [];
    this.#makeRoom(attempts.length, 1 - attempts.length);
    this.#writer.add(record);
    this.#count(
      segment,
      attempts.map(({ keyId, attemptId }) => ({ keyId, attemptId })),
      1 - attempts.length,
    );
  }
}

function jobIdOf({ batchId, tries }: Batch): string {
  return `${batchId}-${tries}`;
}
