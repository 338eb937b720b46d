import { StringDecoder } from 'node:string_decoder';
import { createParser, type EventSourceParser } from 'eventsource-parser';
import { MAX_EVENT_BYTES, TOO_LARGE, type StreamFailure } from './relay-stream.ts';

const BLANK_LINE = Buffer.from('\n\n');

/** Reads server-sent events from pieces cut anywhere, inside a character too. */
export class ServerSentEvents {
  readonly #text = new StringDecoder('utf8');
  readonly #parser: EventSourceParser;

  constructor(listener: { onEvent(name: string, data: string): void; onFailure(failure: StreamFailure): void }) {
    this.#parser = createParser({
      onEvent: (event) => listener.onEvent(event.event ?? '', event.data),
      onError: (error) => {
        if (error.type === 'max-buffer-size-exceeded') listener.onFailure(TOO_LARGE);
      },
      maxBufferSize: MAX_EVENT_BYTES,
    });
  }

  push(chunk: Buffer): void {
    this.#parser.feed(this.#text.write(chunk));
  }

  /** The last event may lack its blank line. */
  close(): void {
    this.push(BLANK_LINE);
  }
}
