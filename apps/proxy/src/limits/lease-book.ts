import { periodStartMs } from '@tollgate/core/budget/period';
import type { createLeasing } from '@tollgate/redis/lease';
import type { KeyRuntime } from '../snapshot/runtime.ts';

const FIRST_BLOCK = 50;
const MAX_BLOCK = 5_000;
/** A block used up this fast is too small. */
const FAST_MS = 500;
/** Share of a limit that one lease may hold; keys whose limits are too small for that ask for every request. */
const SHARE_OF_LIMIT = 0.02;
const SMALLEST_BLOCK = 10;
const HOLD_MS = 60_000;
/** Well before Redis lets go of it, a lease is not used any more unless it was set anew. */
const USE_MS = 30_000;
const DENIED_MS = 1_000;
const IDLE_MS = 1_000;
const FORGET_MS = 10_000;
const SWEEP_MS = 500;
/** Costs that the ledger has yet to acknowledge; more than that and Redis has to hold them one by one. */
const MAX_UNRECORDED = 20_000;

type Lease = {
  key: KeyRuntime;
  periodStartMs: number;
  block: number;
  requests: number;
  nano: number;
  /** Worst cases of attempts that run. */
  runningNano: number;
  /** Costs of attempts that ended and that the ledger has not acknowledged, by attempt. */
  unrecorded: Map<string, number>;
  unrecordedNano: number;
  needNano: number;
  /** What Redis holds for this lease. At least what is handed out here and may be: nano + runningNano + unrecordedNano. */
  heldNano: number;
  usableUntilMs: number;
  grantedAtMs: number;
  usedAtMs: number;
  deniedUntilMs: number;
  isRenewing: boolean;
  remainingRequests: number;
  resetMs: number;
};

export type LeasedAdmission = { periodStartMs: number | null; remainingRequests: number; resetMs: number };

/**
 * Admission without a round trip: blocks of requests and money that Redis has set aside for this proxy, handed out here. What was handed
 * out stays set aside until the ledger holds it, so a lease can never pass a limit; near a limit none is granted and every request asks.
 */
export class LeaseBook {
  readonly #leaseId: string;
  readonly #ask: ReturnType<typeof createLeasing>;
  readonly #leases = new Map<string, Lease>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: { proxyId: string; ask: ReturnType<typeof createLeasing> }) {
    this.#leaseId = `lease:${options.proxyId}`;
    this.#ask = options.ask;
    this.#timer = setInterval(() => this.#sweep(Date.now()), SWEEP_MS).unref();
  }

  /** Takes one request from the key's lease; `null` when it has to be asked for. */
  take(key: KeyRuntime, needNano: number, nowMs: number): LeasedAdmission | null {
    const { budget } = key.document.limits;
    if (key.requestsPerMinute === 0 && budget === null) return null;
    const startMs = budget === null ? 0 : periodStartMs(budget.per, nowMs);
    const lease = this.#lease(key, startMs, nowMs);
    lease.usedAtMs = nowMs;
    lease.needNano = needNano;
    if (nowMs >= lease.usableUntilMs) empty(lease);
    if (lease.requests === 0 || (budget !== null && lease.nano < needNano)) {
      this.#renew(lease, nowMs);
      return null;
    }
    lease.requests--;
    if (budget !== null) {
      lease.nano -= needNano;
      lease.runningNano += needNano;
    }
    if (lease.requests < lease.block / 2 || (budget !== null && lease.nano < (lease.block / 2) * needNano)) this.#renew(lease, nowMs);
    return {
      periodStartMs: budget === null ? null : startMs,
      remainingRequests: key.requestsPerMinute === 0 ? -1 : lease.remainingRequests + lease.requests,
      resetMs: lease.resetMs,
    };
  }

  /** Requests that the key's lease may still let pass. */
  heldRequests(key: KeyRuntime): number {
    return this.#leases.get(key.document.id)?.requests ?? 0;
  }

  /** Another attempt of a request that was let pass; `false` when its money has to be asked for. */
  takeMoney(key: KeyRuntime, startMs: number, needNano: number, nowMs: number): boolean {
    const lease = this.#leases.get(key.document.id);
    if (lease === undefined || lease.periodStartMs !== startMs || lease.nano < needNano || nowMs >= lease.usableUntilMs) return false;
    lease.nano -= needNano;
    lease.runningNano += needNano;
    return true;
  }

  /** An attempt under the lease ended: what it did not use is handed out again, what it cost waits for the ledger. */
  settle(key: KeyRuntime, startMs: number, attemptId: string, needNano: number, costNano: number): void {
    const lease = this.#leases.get(key.document.id);
    if (lease === undefined || lease.periodStartMs !== startMs) return;
    lease.runningNano -= needNano;
    lease.nano += needNano - costNano;
    if (costNano === 0) return;
    lease.unrecorded.set(attemptId, costNano);
    lease.unrecordedNano += costNano;
  }

  /** The ledger holds the attempt. */
  acknowledge(keyId: string, attemptId: string): void {
    const lease = this.#leases.get(keyId);
    const costNano = lease?.unrecorded.get(attemptId);
    if (lease === undefined || costNano === undefined) return;
    lease.unrecorded.delete(attemptId);
    lease.unrecordedNano -= costNano;
  }

  /** Gives back everything that is not needed. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.#leases.values()].map((lease) => this.#giveBack(lease).catch(() => undefined)));
  }

  #lease(key: KeyRuntime, startMs: number, nowMs: number): Lease {
    let lease = this.#leases.get(key.document.id);
    if (lease === undefined || lease.periodStartMs !== startMs) {
      lease = {
        key,
        periodStartMs: startMs,
        block: FIRST_BLOCK,
        requests: 0,
        nano: 0,
        runningNano: 0,
        unrecorded: new Map(),
        unrecordedNano: 0,
        needNano: 0,
        heldNano: 0,
        usableUntilMs: 0,
        grantedAtMs: 0,
        usedAtMs: nowMs,
        deniedUntilMs: 0,
        isRenewing: false,
        remainingRequests: 0,
        resetMs: 0,
      };
      this.#leases.set(key.document.id, lease);
    } else if (lease.key !== key) {
      // The key's limits may have changed: nothing that was granted under the old ones is handed out any more.
      lease.key = key;
      empty(lease);
    }
    return lease;
  }

  /** Asks for the next block, unless one is being asked for or was refused a moment ago. */
  #renew(lease: Lease, nowMs: number): void {
    if (lease.isRenewing || nowMs < lease.deniedUntilMs || lease.unrecorded.size > MAX_UNRECORDED) return;
    if (nowMs - lease.grantedAtMs < FAST_MS) lease.block = Math.min(MAX_BLOCK, lease.block * 2);
    const { requestsPerMinute, budgetNano } = lease.key;
    const byRate = requestsPerMinute === 0 ? MAX_BLOCK : requestsPerMinute * SHARE_OF_LIMIT;
    const byMoney = budgetNano < 0 || lease.needNano === 0 ? MAX_BLOCK : (budgetNano * SHARE_OF_LIMIT) / lease.needNano;
    const block = Math.floor(Math.min(lease.block, byRate, byMoney));
    if (block < SMALLEST_BLOCK) {
      lease.deniedUntilMs = nowMs + DENIED_MS;
      return;
    }
    void this.#grow(lease, block, nowMs);
  }

  async #grow(lease: Lease, block: number, nowMs: number): Promise<void> {
    const wantedNano = lease.key.budgetNano < 0 ? 0 : Math.max(1, block * lease.needNano);
    if (await this.#set(lease, block, wantedNano, 0)) lease.grantedAtMs = nowMs;
    else lease.deniedUntilMs = Date.now() + DENIED_MS;
  }

  /** Looks after leases that nobody takes from: gives back what they hold ahead, keeps what they need, forgets the empty ones. */
  #sweep(nowMs: number): void {
    for (const [keyId, lease] of this.#leases) {
      if (lease.isRenewing) continue;
      if (nowMs - lease.usedAtMs < IDLE_MS) {
        if (lease.requests > 0 && lease.usableUntilMs - nowMs < USE_MS / 2) this.#renew(lease, nowMs);
        continue;
      }
      const isEmpty = lease.requests === 0 && lease.heldNano === 0 && lease.runningNano + lease.unrecordedNano === 0;
      if (isEmpty && nowMs - lease.usedAtMs > FORGET_MS) this.#leases.delete(keyId);
      else if (!isEmpty && (lease.requests > 0 || lease.heldNano !== lease.runningNano + lease.unrecordedNano)) void this.#giveBack(lease);
    }
  }

  #giveBack(lease: Lease): Promise<boolean> {
    const unused = lease.requests;
    empty(lease);
    return this.#set(lease, 0, 0, unused);
  }

  /**
   * Sets the lease in Redis to what is handed out and may be, and as much again as is wanted and granted. What happens here meanwhile only
   * moves money between those parts or lets go of it, so the sum stays within what is held.
   */
  async #set(lease: Lease, wantedRequests: number, wantedNano: number, returnedRequests: number): Promise<boolean> {
    const { document, requestsPerMinute, budgetNano } = lease.key;
    const neededNano = Math.max(0, lease.nano) + lease.runningNano + lease.unrecordedNano;
    lease.isRenewing = true;
    try {
      const reply = await this.#ask({
        organizationId: document.organizationId,
        keyId: document.id,
        requestsPerMinute,
        budgetNano,
        periodStartMs: lease.periodStartMs,
        leaseId: this.#leaseId,
        neededNano,
        wantedNano,
        wantedRequests,
        returnedRequests,
        holdMs: HOLD_MS,
      });
      if (reply.verdict === 'unknown_counters') return false;
      lease.heldNano = budgetNano < 0 ? 0 : neededNano;
      lease.usableUntilMs = Date.now() + USE_MS;
      if (reply.verdict === 'denied') return false;
      lease.heldNano += reply.nano;
      lease.nano += reply.nano;
      lease.requests += reply.requests;
      lease.remainingRequests = reply.remainingRequests;
      lease.resetMs = reply.resetMs;
      return true;
    } catch {
      return false;
    } finally {
      lease.isRenewing = false;
    }
  }
}

/** Nothing more is handed out; what runs and what waits for the ledger stays needed. */
function empty(lease: Lease): void {
  lease.requests = 0;
  lease.nano = Math.min(0, lease.nano);
}
