import type { AnswerContext, FrontDialect, FrontError, StreamEncoder } from '@tollgate/core/chat/front-dialect';
import { isContentEvent, type ChatEvent } from '@tollgate/core/chat/response';
import type { Usage } from '@tollgate/core/usage/usage';
import type { ChatApi, StreamDecoder } from '@tollgate/providers/adapter';
import { AwsEventStream } from './aws-event-stream.ts';
import { UNREADABLE, type RelayStream, type StreamFailure } from './relay-stream.ts';
import { ServerSentEvents } from './server-sent-events.ts';

/** A stream of another dialect on its way to a client: decoded, translated and encoded event by event. */
export class TranslatedStream implements RelayStream {
  hasContent = false;
  failure: StreamFailure | null = null;
  isComplete = false;
  usage: Usage | null = null;
  pieces = 0;
  #output = '';
  readonly #reader: ServerSentEvents | AwsEventStream;
  readonly #decoder: StreamDecoder;
  readonly #encoder: StreamEncoder;

  constructor(api: ChatApi, front: FrontDialect, context: AnswerContext) {
    this.#decoder = api.createStreamDecoder(context.request);
    this.#encoder = front.createStreamEncoder(context);
    const Reader = api.framing === 'sse' ? ServerSentEvents : AwsEventStream;
    this.#reader = new Reader({
      onEvent: (name, data) => this.#take(name, data),
      onFailure: (failure) => (this.failure ??= failure),
    });
  }

  push(chunk: Buffer): string | null {
    if (this.failure !== null || this.isComplete) return null;
    this.#reader.push(chunk);
    return this.#written();
  }

  close(): string | null {
    if (this.failure !== null || this.isComplete) return null;
    if (this.#reader instanceof ServerSentEvents) this.#reader.close();
    // What was read last may have ended it.
    const isOpen = (): boolean => this.failure === null && !this.isComplete;
    if (isOpen()) this.#translate(this.#decoder.close());
    return this.#written();
  }

  end(costUsd: string | null): string {
    return this.#encoder.end(costUsd);
  }

  fail(error: FrontError): string {
    return this.#encoder.fail(error);
  }

  #written(): string | null {
    const output = this.#output;
    this.#output = '';
    return output === '' ? null : output;
  }

  #take(name: string, data: string): void {
    if (this.failure !== null || this.isComplete) return;
    let events: ChatEvent[];
    try {
      events = this.#decoder.push({ event: name, data });
    } catch {
      this.failure = UNREADABLE;
      return;
    }
    this.#translate(events);
  }

  #translate(events: readonly ChatEvent[]): void {
    for (const event of events) {
      if (event.type === 'error') {
        this.failure = { message: event.message, code: event.code, status: event.status };
        return;
      }
      if (event.type === 'end') {
        this.isComplete = true;
        return;
      }
      if (event.type === 'usage') this.usage = event.billed ?? event.usage;
      else if (isContentEvent(event)) {
        this.hasContent = true;
        this.pieces++;
      }
      this.#output += this.#encoder.encode(event);
    }
  }
}
