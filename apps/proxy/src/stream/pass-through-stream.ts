import { readOpenAiUsage } from '@tollgate/core/chat/openai/read-usage';
import type { Usage } from '@tollgate/core/usage/usage';
import { eventData, lastEventEnd, splitEvents } from './event-boundary.ts';
import type { RelayStream, StreamFailure } from './relay-stream.ts';

const DONE = Buffer.from('[DONE]');
const USAGE = Buffer.from('"usage"');
const ERROR = Buffer.from('"error"');
const FINISH = Buffer.from('"finish_reason"');

type Delta = Record<string, unknown>;
type Choice = { delta?: Delta | null; finish_reason?: unknown };
type Chunk = { choices?: Choice[] | null; usage?: unknown; x_groq?: { usage?: unknown } | null; error?: unknown };

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
  #isFinished = false;
  #tail: Buffer | null = null;
  /** The last chunks that passed unread: a stream without `[DONE]` is complete if one of them carries a finish reason. */
  #last: Buffer | null = null;
  #beforeLast: Buffer | null = null;
  #usageChunk: Record<string, unknown> | null = null;
  readonly #includeUsage: boolean;

  constructor(includeUsage: boolean) {
    this.#includeUsage = includeUsage;
  }

  get isComplete(): boolean {
    if (this.failure !== null) return false;
    if (this.#isDone || this.#isFinished) return true;
    return carriesFinishReason(this.#last) || carriesFinishReason(this.#beforeLast);
  }

  push(chunk: Buffer): Buffer | null {
    const bytes = this.#tail === null ? chunk : Buffer.concat([this.#tail, chunk]);
    const end = lastEventEnd(bytes);
    this.#tail = end === bytes.length ? null : bytes.subarray(end);
    if (end === 0) return null;
    const whole = end === bytes.length ? bytes : bytes.subarray(0, end);
    if (this.hasContent && isPlain(whole)) {
      this.pieces += countEvents(whole);
      this.#beforeLast = this.#last;
      this.#last = whole;
      return whole;
    }
    const passed = splitEvents(whole).filter((event) => this.#inspect(event));
    return passed.length === 0 ? null : passed.length === 1 ? (passed[0] as Buffer) : Buffer.concat(passed);
  }

  close(): Buffer | null {
    const tail = this.#tail;
    // Some servers leave out the blank line after their last event.
    return tail === null ? null : this.push(Buffer.from('\n\n'));
  }

  end(costUsd: string | null): string {
    let text = '';
    if (this.#includeUsage && this.#usageChunk !== null) {
      const usage = this.#usageChunk.usage as Record<string, unknown>;
      text = `data: ${JSON.stringify({ ...this.#usageChunk, usage: costUsd === null ? usage : { ...usage, cost: Number(costUsd) } })}\n\n`;
    }
    return `${text}data: [DONE]\n\n`;
  }

  /** Whether the event passes to the client. */
  #inspect(event: Buffer): boolean {
    if (this.#isDone || this.failure !== null) return false;
    const data = eventData(event);
    if (data === null) return true;
    if (data === '[DONE]') {
      this.#isDone = true;
      return false;
    }
    let chunk: Chunk;
    try {
      chunk = JSON.parse(data) as Chunk;
    } catch {
      this.failure = { message: 'The provider sent a stream event that is not JSON.', code: 'unreadable_stream', status: null };
      return false;
    }
    if (chunk.error !== undefined && chunk.error !== null) {
      this.failure = readFailure(chunk.error);
      return false;
    }
    const usage = readOpenAiUsage(chunk.usage ?? chunk.x_groq?.usage);
    if (usage !== null) this.usage = usage;
    const choices = chunk.choices ?? [];
    // The provider is always asked for usage; the chunk made for it goes only to callers who asked too, at the end, with the cost.
    if (choices.length === 0 && usage !== null) {
      this.#usageChunk = chunk as Record<string, unknown>;
      return false;
    }
    for (const { delta, finish_reason: finish } of choices) {
      if (finish !== undefined && finish !== null) this.#isFinished = true;
      if (delta && hasContent(delta)) {
        this.hasContent = true;
        this.pieces++;
      }
    }
    return true;
  }
}

function hasContent(delta: Delta): boolean {
  for (const field in delta) {
    const value = delta[field];
    if (field === 'role' || field === 'obfuscation' || value === null || value === undefined || value === '') continue;
    if (Array.isArray(value) && value.length === 0) continue;
    return true;
  }
  return false;
}

function readFailure(error: unknown): StreamFailure {
  if (typeof error === 'string') return { message: error.slice(0, 500), code: null, status: null };
  const {
    message,
    code,
    type,
    status_code: status,
  } = error as { message?: unknown; code?: unknown; type?: unknown; status_code?: unknown };
  return {
    message: typeof message === 'string' ? message.slice(0, 500) : 'The provider reported an error inside the stream.',
    code: typeof code === 'string' ? code : typeof type === 'string' ? type : null,
    status: typeof code === 'number' ? code : typeof status === 'number' ? status : null,
  };
}

/** Whether a chunk can pass unread: no terminal, no error, and no usage but `null`. */
function isPlain(bytes: Buffer): boolean {
  return !bytes.includes(DONE) && !bytes.includes(ERROR) && !hasValue(bytes, USAGE);
}

function carriesFinishReason(bytes: Buffer | null): boolean {
  return bytes !== null && hasValue(bytes, FINISH);
}

/** Whether the field stands in the bytes with anything but `null`. */
function hasValue(bytes: Buffer, field: Buffer): boolean {
  for (let at = bytes.indexOf(field); at !== -1; at = bytes.indexOf(field, at)) {
    at += field.length;
    while (bytes[at] === 0x20 || bytes[at] === 0x3a) at++;
    if (bytes[at] !== 0x6e) return true;
  }
  return false;
}

function countEvents(bytes: Buffer): number {
  // One event is rarely longer than this; counting is only worth it for more.
  if (bytes.length < 600) return 1;
  return splitEvents(bytes).length;
}
