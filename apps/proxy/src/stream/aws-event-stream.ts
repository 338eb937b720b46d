import { crc32 } from 'node:zlib';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';
import { MAX_EVENT_BYTES, TOO_LARGE, UNREADABLE, type StreamFailure } from './relay-stream.ts';

/** Length of the frame, length of its headers, checksum of the two; at the end of the frame stands one of the whole. */
const PRELUDE_BYTES = 12;
const LEAST_FRAME_BYTES = 16;

const codec = new EventStreamCodec(toUtf8, fromUtf8);

type Listener = { onEvent(name: string, data: string): void; onFailure(failure: StreamFailure): void };

/**
 * Reads `application/vnd.amazon.eventstream` from pieces cut anywhere. An event is named by its `:event-type` or `:exception-type`; a
 * frame that is an error without a body becomes an event `error`. A frame whose checksum is wrong ends the stream.
 */
export class AwsEventStream {
  readonly #listener: Listener;
  #parts: Buffer[] = [];
  #held = 0;
  /** What must be there before it is worth looking: joining at every piece would copy a long frame over and over. */
  #needed = PRELUDE_BYTES;
  #isOver = false;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  push(chunk: Buffer): void {
    if (this.#isOver) return;
    this.#parts.push(chunk);
    this.#held += chunk.length;
    if (this.#held < this.#needed) return;
    const bytes = this.#parts.length === 1 ? chunk : Buffer.concat(this.#parts);
    let at = 0;
    while (bytes.length - at >= PRELUDE_BYTES) {
      const length = this.#frameLength(bytes, at);
      if (length === null) return;
      this.#needed = length;
      if (bytes.length - at < length) break;
      if (!this.#read(bytes.subarray(at, at + length))) return;
      at += length;
      this.#needed = PRELUDE_BYTES;
    }
    const rest = bytes.subarray(at);
    this.#parts = rest.length === 0 ? [] : [rest];
    this.#held = rest.length;
  }

  /** Known to be right before anything is waited for: a damaged length would wait for bytes that never come. */
  #frameLength(bytes: Buffer, at: number): number | null {
    const length = bytes.readUInt32BE(at);
    if (crc32(bytes.subarray(at, at + 8)) !== bytes.readUInt32BE(at + 8) || length < LEAST_FRAME_BYTES) return this.#fail(UNREADABLE);
    return length > MAX_EVENT_BYTES ? this.#fail(TOO_LARGE) : length;
  }

  #read(frame: Buffer): boolean {
    let headers;
    let body;
    try {
      ({ headers, body } = codec.decode(frame));
    } catch {
      this.#fail(UNREADABLE);
      return false;
    }
    const text = (name: string): string => String(headers[name]?.value ?? '');
    if (headers[':message-type']?.value === 'error') {
      this.#listener.onEvent('error', JSON.stringify({ message: text(':error-message'), code: text(':error-code') }));
    } else {
      this.#listener.onEvent(text(':event-type') || text(':exception-type'), Buffer.from(body).toString('utf8'));
    }
    return true;
  }

  #fail(failure: StreamFailure): null {
    this.#isOver = true;
    this.#parts = [];
    this.#listener.onFailure(failure);
    return null;
  }
}
