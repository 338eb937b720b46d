import type { createAdmission, Settlement } from '@tollgate/redis/admission';
import type { AttemptFact, RequestFact } from '@tollgate/core/usage/facts';
import type { Shipper } from './shipper.ts';
import type { SpoolRecord, StartedAttempt } from './spool-record.ts';
import type { Spool } from './spool.ts';

/**
 * The order that exactness hangs on, in one place: `started` is on disk before the dial; `finished` is on disk before the reservation
 * is settled and before the fact is shipped. What finishes within one turn of the event loop is written with one system call.
 */
export class UsageRecorder {
  readonly #spool: Spool;
  readonly #shipper: Shipper;
  readonly #admission: Pick<ReturnType<typeof createAdmission>, 'settle'>;
  #records: SpoolRecord[] = [];
  #settlements: Settlement[] = [];
  #written: Promise<void> | null = null;
  #resolveWritten: (() => void) | null = null;
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

  /** Resolves when the record is on disk: the dial waits for it. What starts within one turn of the event loop is written together. */
  start(started: StartedAttempt): Promise<void> {
    this.#add(['started', started]);
    this.#written ??= new Promise((resolve) => (this.#resolveWritten = resolve));
    return this.#written;
  }

  progress(attemptId: string, pieces: number): void {
    // What a full disk refuses waits in memory, and progress is not worth that.
    if (this.#spool.isWritable) this.#spool.append(['progress', attemptId, pieces]);
  }

  /** @param settlement what the attempt's reservation becomes; `null` when it held none. */
  finish(fact: AttemptFact, settlement: Settlement | null): void {
    if (settlement !== null) this.#settlements.push(settlement);
    this.#add(['finished', fact]);
  }

  endRequest(fact: RequestFact): void {
    this.#add(['request', fact]);
  }

  flush(): void {
    const records = this.#records;
    const settlements = this.#settlements;
    this.#records = [];
    this.#settlements = [];
    if (records.length > 0) {
      const segment = this.#spool.appendAll(records);
      for (const record of records) {
        if (record[0] === 'started') {
          this.#spool.expect(segment, 1);
          this.#open.set(record[1].attempt.attemptId, segment);
        } else if (record[0] === 'finished') {
          this.#shipper.ship(segment, record[1], null);
          this.#ended.push(record[1].attemptId);
        } else if (record[0] === 'request') this.#shipper.ship(segment, null, record[1]);
      }
    }
    this.#resolveWritten?.();
    this.#written = null;
    this.#resolveWritten = null;
    if (this.#spool.isWritable) this.#releaseEnded();
    // A settlement that Redis did not take is made by the worker when the ledger has the fact.
    if (settlements.length > 0) this.#admission.settle(settlements).catch(() => undefined);
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

  #add(record: SpoolRecord): void {
    if (this.#records.length === 0) setImmediate(() => this.flush());
    this.#records.push(record);
  }
}
