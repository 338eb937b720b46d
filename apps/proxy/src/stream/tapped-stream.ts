import type { AnswerContext, FrontDialect, FrontError } from '@tollgate/core/chat/front-dialect';
import { isContentEvent, type ChatEvent } from '@tollgate/core/chat/response';
import type { Usage } from '@tollgate/core/usage/usage';
import type { ChatApi, StreamDecoder } from '@tollgate/providers/adapter';
import { eventData, eventName, splitEvents } from './event-boundary.ts';
import { EventBuffer } from './event-buffer.ts';
import { TOO_LARGE, UNREADABLE, type RelayStream, type StreamFailure } from './relay-stream.ts';

/**
 * A stream of the caller's own dialect: its events pass as bytes, while a decoder reads along for content, usage, errors and the terminal.
 * The terminal is held back until the answer is accounted for; an error is not passed, because the caller gets one in our words.
 */
export class TappedStream implements RelayStream {
  hasContent = false;
  failure: StreamFailure | null = null;
  isComplete = false;
  usage: Usage | null = null;
  pieces = 0;
  #terminal = '';
  #eventsPassed = 0;
  /** The event at hand only tells the usage, which the gateway asked for and the caller did not. */
  #isUnasked = false;
  readonly #wantsUsage: boolean;
  readonly #events = new EventBuffer();
  readonly #decoder: StreamDecoder;
  readonly #front: FrontDialect;
  readonly #context: AnswerContext;

  constructor(api: ChatApi, front: FrontDialect, context: AnswerContext) {
    this.#decoder = api.createStreamDecoder();
    this.#front = front;
    this.#context = context;
    this.#wantsUsage = context.request.dialect !== 'openai-completions' || context.request.includeUsage;
  }

  push(chunk: Buffer): Buffer | null {
    if (this.isComplete || this.failure !== null || chunk.length === 0) return null;
    const whole = this.#events.push(chunk);
    if (this.#events.isOverflown) this.failure = TOO_LARGE;
    return whole === null ? null : this.#passed(whole);
  }

  close(): Buffer | null {
    if (this.isComplete || this.failure !== null) return null;
    const rest = this.#events.rest();
    const passed = rest === null ? null : this.#passed(rest);
    if (!this.isComplete && this.failure === null) this.#learn(this.#decoder.close());
    return passed;
  }

  end(): string {
    return this.#terminal;
  }

  fail(error: FrontError): string {
    return this.#front.createStreamEncoder({ ...this.#context, eventsBefore: this.#eventsPassed }).fail(error);
  }

  #passed(whole: Buffer): Buffer | null {
    const passed: Buffer[] = [];
    for (const event of splitEvents(whole)) {
      if (this.isComplete || this.failure !== null) break;
      const data = eventData(event);
      this.#isUnasked = false;
      if (data !== null) this.#read(eventName(event), data);
      if (this.isComplete) this.#terminal = event.toString('utf8');
      else if (this.failure === null && !this.#isUnasked) passed.push(event);
    }
    this.#eventsPassed += passed.length;
    return passed.length === 0 ? null : passed.length === 1 ? (passed[0] as Buffer) : Buffer.concat(passed);
  }

  #read(name: string, data: string): void {
    let events: ChatEvent[];
    try {
      events = this.#decoder.push({ event: name, data });
    } catch {
      this.failure = UNREADABLE;
      return;
    }
    this.#isUnasked = !this.#wantsUsage && events.length > 0 && events.every(({ type }) => type === 'usage');
    this.#learn(events);
  }

  #learn(events: readonly ChatEvent[]): void {
    for (const event of events) {
      if (event.type === 'error') this.failure = { message: event.message, code: event.code, status: event.status };
      else if (event.type === 'end') this.isComplete = true;
      else if (event.type === 'usage') this.usage = event.usage;
      else if (isContentEvent(event)) {
        this.hasContent = true;
        this.pieces++;
      }
    }
  }
}
