import { StringDecoder } from 'node:string_decoder';
import type { AnswerContext, FrontDialect, FrontError, StreamEncoder } from '@tollgate/core/chat/front-dialect';
import { isContentEvent, type ChatEvent } from '@tollgate/core/chat/response';
import type { Usage } from '@tollgate/core/usage/usage';
import type { ChatApi, StreamDecoder } from '@tollgate/providers/adapter';
import { createParser, type EventSourceParser } from 'eventsource-parser';
import { MAX_EVENT_BYTES, TOO_LARGE, UNREADABLE, type RelayStream, type StreamFailure } from './relay-stream.ts';

/** A stream of another dialect on its way to a client: decoded, translated and encoded event by event. */
export class TranslatedStream implements RelayStream {
  hasContent = false;
  failure: StreamFailure | null = null;
  isComplete = false;
  usage: Usage | null = null;
  pieces = 0;
  #output = '';
  readonly #text = new StringDecoder('utf8');
  readonly #parser: EventSourceParser;
  readonly #decoder: StreamDecoder;
  readonly #encoder: StreamEncoder;

  constructor(api: ChatApi, front: FrontDialect, context: AnswerContext) {
    this.#decoder = api.createStreamDecoder();
    this.#encoder = front.createStreamEncoder(context);
    this.#parser = createParser({
      onEvent: (event) => this.#take(event.event ?? '', event.data),
      onError: (error) => {
        if (error.type === 'max-buffer-size-exceeded') this.failure ??= TOO_LARGE;
      },
      maxBufferSize: MAX_EVENT_BYTES,
    });
  }

  push(chunk: Buffer): string | null {
    if (this.failure !== null || this.isComplete) return null;
    this.#parser.feed(this.#text.write(chunk));
    const output = this.#output;
    this.#output = '';
    return output === '' ? null : output;
  }

  close(): string | null {
    const rest = this.push(Buffer.from('\n\n'));
    if (this.failure === null && !this.isComplete) this.#translate(this.#decoder.close());
    const output = (rest ?? '') + this.#output;
    this.#output = '';
    return output === '' ? null : output;
  }

  end(costUsd: string | null): string {
    return this.#encoder.end(costUsd);
  }

  fail(error: FrontError): string {
    return this.#encoder.fail(error);
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
      if (event.type === 'usage') this.usage = event.usage;
      else if (isContentEvent(event)) {
        this.hasContent = true;
        this.pieces++;
      }
      this.#output += this.#encoder.encode(event);
    }
  }
}
