import { networkOf } from '@tollgate/core/net/network-of';
import { LRUCache } from 'lru-cache';

const MAX_ADDRESSES = 50_000;
const FAILURES = 120;
const WINDOW_MS = 60_000;

/** Bounds how many unknown keys one address may try, so that guessing and floods cost nobody a look-up. IPv6 counts by its /64. */
export class FailedKeyLimiter {
  readonly #windows = new LRUCache<string, { startMs: number; failures: number }>({ max: MAX_ADDRESSES });

  /** Counts one failure; `false` when the address has had its share. */
  take(address: string, nowMs: number): boolean {
    const network = networkOf(address);
    let window = this.#windows.get(network);
    if (window === undefined || nowMs - window.startMs >= WINDOW_MS) this.#windows.set(network, (window = { startMs: nowMs, failures: 0 }));
    window.failures++;
    return window.failures <= FAILURES;
  }

  isExhausted(address: string, nowMs: number): boolean {
    const window = this.#windows.get(networkOf(address));
    return window !== undefined && nowMs - window.startMs < WINDOW_MS && window.failures >= FAILURES;
  }

  waitMs(address: string, nowMs: number): number {
    const window = this.#windows.get(networkOf(address));
    return window === undefined ? 1 : Math.max(1, window.startMs + WINDOW_MS - nowMs);
  }
}
