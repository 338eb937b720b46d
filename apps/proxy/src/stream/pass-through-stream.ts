import type { FrontError } from '@tollgate/core/chat/front-dialect';
import { encodeOpenAiError } from '@tollgate/core/chat/openai/encode-error';
import { readOpenAiUsage } from '@tollgate/core/chat/openai/read-usage';
import type { Usage } from '@tollgate/core/usage/usage';
import { cleanMessage } from '@tollgate/providers/upstream-error/clean-message';
import { countDataEvents, eventData, lastEventEnd, splitEvents } from './event-boundary.ts';
import { MAX_EVENT_BYTES, type RelayStream, type StreamFailure } from './relay-stream.ts';

const DONE = Buffer.from('[DONE]');
const USAGE = Buffer.from('"usage"');
const ERROR = Buffer.from('"error"');
const FINISH = Buffer.from('"finish_reason"');
/** The longest part of a blank line (LF CR LF) that the end of a chunk can hold. */
const SEAM_BYTES = 2;

type Json = Record<string, unknown>;

/**
 * An OpenAI stream on its way to an OpenAI client: bytes pass as they came. Until the first content every event is read; after it
 * only those that may carry usage, an error or the terminal, found by a search through the bytes.
 */
export class PassThroughStream implements RelayStream {
  hasContent = false;
  failure: StreamFailure | null = null;
  usage: Usage | null = null;
  pieces = 0;
  #isDone = false;
  /** The last event with choices carried a finish reason: without `[DONE]` this tells a whole answer from a cut one. */
  #isFinished = false;
  /** The beginning of an event whose end has not come yet. */
  #tail: Buffer[] = [];
  #tailLength = 0;
  #usageChunk: Json | null = null;
  readonly #includeUsage: boolean;

  constructor(includeUsage: boolean) {
    this.#includeUsage = includeUsage;
  }

  get isComplete(): boolean {
    return this.failure === null && (this.#isDone || this.#isFinished);
  }

  push(chunk: Buffer): Buffer | null {
    if (this.#isDone || this.failure !== null || chunk.length === 0) return null;
    const whole = this.#takeWhole(chunk);
    if (whole === null) return null;
    if (this.hasContent && isPlain(whole)) {
      this.pieces += countDataEvents(whole);
      const finish = whole.lastIndexOf(FINISH);
      if (finish !== -1) this.#isFinished = hasValue(whole, FINISH, finish);
      return whole;
    }
    const passed = splitEvents(whole).filter((event) => this.#inspect(event, false));
    return passed.length === 0 ? null : passed.length === 1 ? (passed[0] as Buffer) : Buffer.concat(passed);
  }

  close(): Buffer | null {
    if (this.#isDone || this.failure !== null || this.#tailLength === 0) return null;
    // Some servers leave out the blank line after their last event. What is not an event then was cut and is nobody's to see.
    const tail = Buffer.concat(this.#tail);
    this.#tail = [];
    this.#tailLength = 0;
    const event = Buffer.concat([tail, Buffer.from(tail[tail.length - 1] === 0x0a ? '\n' : '\n\n')]);
    return this.#inspect(event, true) ? event : null;
  }

  end(costUsd: string | null): string {
    let text = '';
    if (this.#includeUsage && this.#usageChunk !== null) {
      const usage = (this.#usageChunk.usage ?? {}) as Json;
      text = `data: ${JSON.stringify({ ...this.#usageChunk, usage: costUsd === null ? usage : { ...usage, cost: Number(costUsd) } })}\n\n`;
    }
    return `${text}data: [DONE]\n\n`;
  }

  fail(error: FrontError): string {
    return `data: ${JSON.stringify(encodeOpenAiError(error))}\n\n`;
  }

  /** The whole events that this chunk completes; the rest is kept. Only the new bytes are searched, so that long events cost no more. */
  #takeWhole(chunk: Buffer): Buffer | null {
    if (this.#tailLength === 0) {
      const end = lastEventEnd(chunk);
      if (end < chunk.length) this.#keep(chunk.subarray(end));
      return end === 0 ? null : end === chunk.length ? chunk : chunk.subarray(0, end);
    }
    const before = this.#tailLength;
    const seam = this.#seam();
    const endBehindSeam = lastEventEnd(Buffer.concat([seam, chunk]));
    this.#keep(chunk);
    if (endBehindSeam === 0 || this.failure !== null) return null;
    const bytes = Buffer.concat(this.#tail);
    const end = before - seam.length + endBehindSeam;
    this.#tail = [];
    this.#tailLength = 0;
    if (end < bytes.length) this.#keep(bytes.subarray(end));
    return bytes.subarray(0, end);
  }

  #keep(bytes: Buffer): void {
    this.#tail.push(bytes);
    this.#tailLength += bytes.length;
    if (this.#tailLength <= MAX_EVENT_BYTES) return;
    this.#tail = [];
    this.#tailLength = 0;
    this.failure = { message: 'The provider sent a stream event that is too large.', code: 'unreadable_stream', status: null };
  }

  /** The last bytes of the tail, which may be the first of a blank line. */
  #seam(): Buffer {
    const last = this.#tail[this.#tail.length - 1] as Buffer;
    if (last.length >= SEAM_BYTES || this.#tail.length === 1) return last.subarray(-SEAM_BYTES);
    return Buffer.concat(this.#tail.slice(-SEAM_BYTES)).subarray(-SEAM_BYTES);
  }

  /** Whether the event passes to the client. `isCut`: it may lack its end. */
  #inspect(event: Buffer, isCut: boolean): boolean {
    if (this.#isDone || this.failure !== null) return false;
    const data = eventData(event);
    if (data === null) return !isCut;
    if (data === '[DONE]') {
      this.#isDone = true;
      return false;
    }
    const chunk = parseObject(data);
    if (chunk === null) {
      if (!isCut) this.failure = { message: 'The provider sent a stream event that is not JSON.', code: 'unreadable_stream', status: null };
      return false;
    }
    const error = chunk.error ?? (chunk.object === 'error' || chunk.type === 'error' ? chunk : null);
    if (error !== null) {
      this.failure = readFailure(error);
      return false;
    }
    const usage = readOpenAiUsage(chunk.usage ?? (chunk.x_groq as { usage?: unknown } | null | undefined)?.usage);
    if (usage !== null) this.usage = usage;
    const choices = Array.isArray(chunk.choices) ? (chunk.choices as unknown[]) : [];
    // The provider is always asked for usage; the chunk made for it goes only to callers who asked too, at the end, with the cost. A
    // provider that reports it elsewhere only still owes them a usage object where the dialect has it.
    const isElsewhere = chunk.usage === undefined || chunk.usage === null;
    if (usage !== null && (isElsewhere || choices.length === 0)) {
      this.#usageChunk = isElsewhere ? { ...chunk, choices: [], usage: (chunk.x_groq as Json).usage } : chunk;
      if (choices.length === 0) return false;
    }
    for (const choice of choices) this.#readChoice(choice);
    if (this.hasContent) this.pieces++;
    return true;
  }

  #readChoice(choice: unknown): void {
    if (typeof choice !== 'object' || choice === null) return;
    const { delta, finish_reason: finish } = choice as { delta?: unknown; finish_reason?: unknown };
    if (finish !== undefined) this.#isFinished = finish !== null;
    if (typeof delta === 'object' && delta !== null && hasContent(delta as Json)) this.hasContent = true;
  }
}

function parseObject(data: string): Json | null {
  try {
    const parsed: unknown = JSON.parse(data);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Json) : null;
  } catch {
    return null;
  }
}

function hasContent(delta: Json): boolean {
  for (const field in delta) {
    const value = delta[field];
    if (field === 'role' || field === 'obfuscation' || value === null || value === undefined || value === '') continue;
    if (Array.isArray(value) && value.length === 0) continue;
    return true;
  }
  return false;
}

function readFailure(error: unknown): StreamFailure {
  if (typeof error === 'string') return { message: cleanMessage(error), code: null, status: null };
  const { message, code, type, status_code: status } = error as Json;
  return {
    message: typeof message === 'string' && message !== '' ? cleanMessage(message) : 'The provider reported an error inside the stream.',
    code: typeof code === 'string' ? code : typeof type === 'string' ? type : null,
    status: typeof code === 'number' ? code : typeof status === 'number' ? status : null,
  };
}

/** Whether a chunk can pass unread: no terminal, no error, and no usage but `null`. */
function isPlain(bytes: Buffer): boolean {
  return !bytes.includes(DONE) && !bytes.includes(ERROR) && !hasValue(bytes, USAGE, bytes.indexOf(USAGE));
}

/** Whether the field stands in the bytes, from `at` on, with anything but `null`. */
function hasValue(bytes: Buffer, field: Buffer, at: number): boolean {
  for (; at !== -1; at = bytes.indexOf(field, at)) {
    at += field.length;
    while (bytes[at] === 0x20 || bytes[at] === 0x3a) at++;
    if (bytes[at] !== 0x6e) return true;
  }
  return false;
}
