const EVERY_MS = 250;

/** Something that runs long enough to be looked at now and then. */
export type Sweepable = { sweep(nowTick: number): void };

/** One timer for all streams, in place of several per stream: keep-alives, idle limits, slow clients, deadlines and progress. */
export class StreamSweeper {
  readonly #running = new Set<Sweepable>();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => {
      const nowTick = performance.now();
      for (const stream of this.#running) stream.sweep(nowTick);
    }, EVERY_MS).unref();
  }

  get size(): number {
    return this.#running.size;
  }

  add(stream: Sweepable): void {
    this.#running.add(stream);
  }

  remove(stream: Sweepable): void {
    this.#running.delete(stream);
  }

  /** Every stream that runs now, for the end of a drain. */
  all(): Iterable<Sweepable> {
    return this.#running;
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
