import type { ServerResponse } from 'node:http';

const COMMENT = ': keep-alive\n\n';

/**
 * The client's side of a stream: writes the head when there is something to say, keeps the connection alive through silence, and
 * tells when the client reads too slowly.
 */
export class ClientStream {
  lastWriteMs: number;
  /** Since when the client has not read what it was sent; 0 while it does. Milliseconds. */
  blockedSinceMs = 0;
  readonly #response: ServerResponse;
  readonly #head: () => Record<string, string>;
  #onDrain: (() => void) | null = null;

  /** @param head makes the response headers at the moment the first byte is due. */
  constructor(response: ServerResponse, head: () => Record<string, string>, nowMs: number) {
    this.#response = response;
    this.#head = head;
    this.lastWriteMs = nowMs;
    response.on('drain', () => {
      this.blockedSinceMs = 0;
      this.#onDrain?.();
    });
  }

  get isStarted(): boolean {
    return this.#response.headersSent;
  }

  /** Called when a client that was slow reads again. */
  set onDrain(callback: (() => void) | null) {
    this.#onDrain = callback;
  }

  /** Sends bytes; `false` when the client is not keeping up and the source should pause. */
  write(bytes: Buffer | string, nowMs: number): boolean {
    this.#start();
    this.lastWriteMs = nowMs;
    const hasRoom = this.#response.write(bytes);
    if (!hasRoom && this.blockedSinceMs === 0) this.blockedSinceMs = nowMs;
    return hasRoom;
  }

  keepAlive(nowMs: number): void {
    if (this.blockedSinceMs === 0) this.write(COMMENT, nowMs);
  }

  end(bytes: string): void {
    this.#start();
    this.#response.end(bytes);
  }

  #start(): void {
    if (!this.#response.headersSent) this.#response.writeHead(200, this.#head());
  }
}
