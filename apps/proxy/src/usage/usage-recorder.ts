import type { createAdmission, Settlement } from '@tollgate/redis/admission';
import type { AttemptFact, RequestFact } from '@tollgate/core/usage/facts';
import { MAX_BATCH_FACTS } from '@tollgate/queue/jobs';
import { isAnsweredBy, RecordWriter, type EndRecord, type StartedAttempt } from '@tollgate/queue/usage-record';
import type { ShippedAttempt, Shipper } from './shipper.ts';
import type { Spool } from './spool.ts';

/**
 * The order that exactness hangs on, in one place: `started` is on disk before the dial; `finished` is on disk before the reservation
 * is settled and before the fact is shipped. What finishes within one turn of the event loop is written with one system call.
 */
export class UsageRecorder {
  readonly #spool: Spool;
  readonly #shipper: Shipper;
  readonly #admission: Pick<ReturnType<typeof createAdmission>, 'settle'>;
  #started: StartedAttempt[] = [];
  #ends: EndRecord[] = [];
  readonly #writer = new RecordWriter();
  #settlements: Settlement[] = [];
  #onWritten: (() => void)[] = [];
  /** The segment that holds each open attempt's `started`; it must not count as done before the attempt's end is on disk. */
  readonly #open = new Map<string, number>();
  #ended: string[] = [];

  constructor(options: { spool: Spool; shipper: Shipper; admission: Pick<ReturnType<typeof createAdmission>, 'settle'> }) {
    this.#spool = options.spool;
    this.#shipper = options.shipper;
    this.#admission = options.admission;
  }

  /** `false` while the disk takes nothing: a call that costs money must not begin. */
  get canRecord(): boolean {
    return this.#spool.isWritable;
  }

  /** Attempts that were started and whose end is not on disk yet. */
  get openAttempts(): number {
    return this.#open.size;
  }

  /** Resolves when the record is on disk: the dial waits for it. */
  start(started: StartedAttempt): Promise<void> {
    this.#flushSoon();
    this.#started.push(started);
    return new Promise((resolve) => this.#onWritten.push(resolve));
  }

  progress(attemptId: string, pieces: number): void {
    // What a full disk refuses waits in memory, and progress is not worth that.
    if (!this.#spool.isWritable) return;
    this.#writer.add(['progress', attemptId, pieces]);
    this.#spool.append(this.#writer.bytes());
    this.#writer.clear();
  }

  /** @param settlement what the attempt's reservation becomes; `null` when it held none. */
  finish(fact: AttemptFact, settlement: Settlement | null): void {
    if (settlement !== null) this.#settlements.push(settlement);
    this.#flushSoon();
    this.#ends.push(['finished', fact]);
  }

  /** @param onWritten called when the record is on disk. */
  endRequest(fact: RequestFact, onWritten?: () => void): void {
    this.#flushSoon();
    if (onWritten !== undefined) this.#onWritten.push(onWritten);
    const last = this.#ends.at(-1);
    if (last?.[0] === 'finished' && isAnsweredBy(fact, last[1])) this.#ends[this.#ends.length - 1] = ['answered', last[1], fact];
    else this.#ends.push(['request', fact]);
  }

  flush(): void {
    const settlements = this.#settlements;
    this.#settlements = [];
    if (this.#started.length + this.#ends.length > 0) this.#write();
    const onWritten = this.#onWritten;
    this.#onWritten = [];
    for (const call of onWritten) call();
    if (this.#spool.isWritable) this.#releaseEnded();
    // A settlement that Redis did not take is made by the worker when the ledger has the fact.
    if (settlements.length > 0) this.#admission.settle(settlements).catch(() => undefined);
  }

  /** Starts first: no end may be on disk without its start. */
  #write(): void {
    const started = this.#started;
    const ends = this.#ends;
    this.#started = [];
    this.#ends = [];
    for (const start of started) this.#writer.add(['started', start]);
    const segment = this.#writeEnds(ends.splice(0, MAX_BATCH_FACTS));
    for (const { attempt } of started) {
      this.#spool.expect(segment, 1);
      this.#open.set(attempt.attemptId, segment);
    }
    while (ends.length > 0) this.#writeEnds(ends.splice(0, MAX_BATCH_FACTS));
  }

  #writeEnds(ends: readonly EndRecord[]): number {
    const shippedFrom = this.#writer.length;
    const attempts: ShippedAttempt[] = [];
    let requests = 0;
    for (const end of ends) {
      this.#writer.add(end);
      if (end[0] !== 'finished') requests++;
      if (end[0] === 'request') continue;
      const { keyId, attemptId } = end[1];
      attempts.push({ keyId, attemptId });
      this.#ended.push(attemptId);
    }
    const segment = this.#spool.append(this.#writer.bytes());
    if (ends.length > 0) this.#shipper.ship(segment, this.#writer.bytes(shippedFrom), attempts, requests);
    this.#writer.clear();
    return segment;
  }

  #releaseEnded(): void {
    for (const attemptId of this.#ended) {
      const segment = this.#open.get(attemptId);
      if (segment === undefined) continue;
      this.#open.delete(attemptId);
      this.#spool.acknowledge(segment, 1);
    }
    this.#ended = [];
  }

  #flushSoon(): void {
    if (this.#started.length === 0 && this.#ends.length === 0) setImmediate(() => this.flush());
  }
}
