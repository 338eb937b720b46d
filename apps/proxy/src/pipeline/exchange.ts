import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FrontDialect } from '@tollgate/core/chat/front-dialect';
import { newId } from '@tollgate/secrets/new-id';
import type { KeptAnswer } from './idempotency.ts';

/** One client call as received: its identity, its clock and whether the client is still there. */
export class Exchange {
  readonly requestId: string;
  /** What the client speaks. */
  readonly front: FrontDialect;
  /** Epoch milliseconds. */
  readonly startedAtMs: number;
  /** Monotonic, for durations. */
  readonly startedTick: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Monotonic time by which everything must be over. */
  deadlineTick: number;
  /** The client closed its connection before the answer was complete. */
  isGone = false;
  onGone: (() => void) | null = null;
  /** An answer that came whole and has yet to be sent. */
  answer: KeptAnswer | null = null;

  constructor(front: FrontDialect, request: IncomingMessage, response: ServerResponse, maxDurationMs: number) {
    this.front = front;
    this.request = request;
    this.response = response;
    this.startedAtMs = Date.now();
    this.startedTick = performance.now();
    this.deadlineTick = this.startedTick + maxDurationMs;
    this.requestId = newId('req', this.startedAtMs);
    response.once('close', () => {
      if (response.writableFinished) return;
      this.isGone = true;
      this.onGone?.();
    });
  }

  sendAnswer(): void {
    if (this.answer === null || this.isGone) return;
    this.response.writeHead(200, this.answer.headers);
    this.response.end(this.answer.body);
  }

  elapsedMs(): number {
    return performance.now() - this.startedTick;
  }
}
