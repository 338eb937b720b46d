const SHARE = 0.2;
const ALWAYS_ALLOWED = 3;

/** Keeps retries from multiplying an outage: at most a fifth of the requests in flight may be in a retry, and three in any case. */
export class RetryBudget {
  #inFlight = 0;
  #retrying = 0;

  get inFlight(): number {
    return this.#inFlight;
  }

  begin(): void {
    this.#inFlight++;
  }

  end(): void {
    this.#inFlight--;
  }

  /** Takes a place for one retry; give it back with `release`. */
  take(): boolean {
    if (this.#retrying >= Math.max(ALWAYS_ALLOWED, this.#inFlight * SHARE)) return false;
    this.#retrying++;
    return true;
  }

  release(): void {
    this.#retrying--;
  }
}
