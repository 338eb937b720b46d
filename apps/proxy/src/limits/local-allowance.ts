import type { KeyRuntime } from '../snapshot/runtime.ts';

const MAX_NANO = 1_000_000_000;
const SHARE_OF_LIMIT = 0.01;
const CLOSED_BELOW_SHARE = 0.05;
const MINUTE_MS = 60_000;
/** A sum of sixty-sevenths is not exact: without this the last request of a minute's share would be refused. */
const TOLERANCE_MS = 1;

type Allowance = { spentNano: number; arrivalMs: number };

/**
 * What this process lets pass on its own while the shared counters cannot be asked: the key's own rate, and of its budget at most one
 * dollar or one per cent, whichever is less, and nothing when less than five per cent was left. N proxies can so overshoot a budget by
 * N such allowances and no more.
 */
export class LocalAllowance {
  readonly #allowances = new WeakMap<KeyRuntime, Allowance>();

  /** Begins anew for a key: the shared counters have answered for it again. */
  reset(key: KeyRuntime): void {
    this.#allowances.delete(key);
  }

  take(key: KeyRuntime, needNano: number, nowMs: number): 'admitted' | 'rate_limited' | 'over_budget' {
    const allowance = this.#allowance(key);
    let arrivalMs = allowance.arrivalMs;
    if (key.requestsPerMinute > 0) {
      arrivalMs = Math.max(nowMs, arrivalMs) + MINUTE_MS / key.requestsPerMinute;
      if (arrivalMs - nowMs > MINUTE_MS + TOLERANCE_MS) return 'rate_limited';
    }
    if (!this.takeMoney(key, needNano)) return 'over_budget';
    allowance.arrivalMs = arrivalMs;
    return 'admitted';
  }

  /** For another attempt of a request that was let pass already. */
  takeMoney(key: KeyRuntime, needNano: number): boolean {
    if (key.budgetNano < 0) return true;
    const allowance = this.#allowance(key);
    const left = key.lastRemainingNano ?? key.budgetNano;
    if (left < key.budgetNano * CLOSED_BELOW_SHARE) return false;
    if (allowance.spentNano + needNano > Math.min(MAX_NANO, key.budgetNano * SHARE_OF_LIMIT, left)) return false;
    allowance.spentNano += needNano;
    return true;
  }

  /** Returns what an attempt that was let pass here did not use of its worst case. */
  giveBack(key: KeyRuntime, unusedNano: number): void {
    const allowance = this.#allowances.get(key);
    if (allowance !== undefined) allowance.spentNano = Math.max(0, allowance.spentNano - unusedNano);
  }

  #allowance(key: KeyRuntime): Allowance {
    let allowance = this.#allowances.get(key);
    if (allowance === undefined) this.#allowances.set(key, (allowance = { spentNano: 0, arrivalMs: 0 }));
    return allowance;
  }
}
