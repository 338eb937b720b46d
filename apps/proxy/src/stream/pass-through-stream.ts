import type { FrontError } from '@tollgate/core/chat/front-dialect';
import { encodeOpenAiError } from '@tollgate/core/chat/openai/encode-error';
import { readOpenAiUsage } from '@tollgate/core/chat/openai/read-usage';
import type { Usage } from '@tollgate/core/usage/usage';
import { cleanMessage } from '@tollgate/providers/upstream-error/clean-message';
import { countDataEvents, eventData, splitEvents } from './event-boundary.ts';
import { EventBuffer } from './event-buffer.ts';
import { TOO_LARGE, type RelayStream, type StreamFailure } from './relay-stream.ts';

const DONE = Buffer.from('[DONE]');
const USAGE = Buffer.from('"usage"');
const ERROR = Buffer.from('"error"');
const FINISH = Buffer.from('"finish_reason"');

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
  readonly #events = new EventBuffer();
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
    const whole = this.#events.push(chunk);
    if (this.#events.isOverflown) this.failure = TOO_LARGE;
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
    if (this.#isDone || this.failure !== null) return null;
    // What is not an event without a blank line behind it was cut and is nobody's to see.
    const event = this.#events.rest();
    if (event === null) return null;
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
