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

  constructor(options: { spool: Spool; shipper: Shipper; admission: Pick<ReturnType<typeof createAdmission>, 'settle'> }) {
    this.#spool = options.spool;
    this.#shipper = options.shipper;
    this.#admission = options.admission;
  }

  /** `false` while the disk takes nothing: a call that costs money must not begin. */
  get canRecord(): boolean {
    return this.#spool.isWritable;
  }

  start(started: StartedAttempt): void {
    this.#spool.append(['started', started]);
  }

  progress(attemptId: string, pieces: number): void {
    this.#spool.append(['progress', attemptId, pieces]);
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
        if (record[0] === 'finished') this.#shipper.ship(segment, record[1], null);
        else if (record[0] === 'request') this.#shipper.ship(segment, null, record[1]);
      }
    }
    // A settlement that Redis did not take is made by the worker when the ledger has the fact.
    if (settlements.length > 0) this.#admission.settle(settlements).catch(() => undefined);
  }

  #add(record: SpoolRecord): void {
    if (this.#records.length === 0) setImmediate(() => this.flush());
    this.#records.push(record);
  }
}
