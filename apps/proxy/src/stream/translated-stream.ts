import { StringDecoder } from 'node:string_decoder';
import { createOpenAiStreamEncoder, type OpenAiStreamEncoder } from '@tollgate/core/chat/openai/encode-stream';
import { isContentEvent, type ChatEvent } from '@tollgate/core/chat/response';
import type { Usage } from '@tollgate/core/usage/usage';
import type { ProviderAdapter, StreamDecoder } from '@tollgate/providers/adapter';
import { createParser, type EventSourceParser } from 'eventsource-parser';
import { MAX_EVENT_BYTES, type RelayStream, type StreamFailure } from './relay-stream.ts';

/** `createdAt` in epoch seconds, for providers that do not say; `usesFunctions` when the caller used the fields before tools. */
export type TranslationOptions = { includeUsage: boolean; createdAt: number; usesFunctions: boolean };

/** A stream of another dialect on its way to an OpenAI client: decoded, translated and encoded event by event. */
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
  readonly #encoder: OpenAiStreamEncoder;

  constructor(adapter: ProviderAdapter, { includeUsage, createdAt, usesFunctions }: TranslationOptions) {
    this.#decoder = adapter.createStreamDecoder();
    this.#encoder = createOpenAiStreamEncoder({ includeUsage, createdAt, usesFunctions });
    this.#parser = createParser({
      onEvent: (event) => this.#take(event.event ?? '', event.data),
      onError: (error) => {
        if (error.type === 'max-buffer-size-exceeded')
          this.failure ??= { message: 'The provider sent a stream event that is too large.', code: 'unreadable_stream', status: null };
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
    if (costUsd !== null) this.#encoder.setUsageExtra({ costUsd });
    return this.#encoder.encode({ type: 'end' });
  }

  #take(name: string, data: string): void {
    if (this.failure !== null || this.isComplete) return;
    let events: ChatEvent[];
    try {
      events = this.#decoder.push({ event: name, data });
    } catch {
      this.failure = { message: 'The provider sent a stream event that is not readable.', code: 'unreadable_stream', status: null };
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
