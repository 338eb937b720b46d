import type { ChatRequest } from '@tollgate/core/chat/request';
import type { ChatEvent, ChatResponse } from '@tollgate/core/chat/response';
import type { Outcome } from '@tollgate/core/routing/outcome';

/** Wire dialects. Where front and upstream speak the same one, bytes pass untouched. */
export type Dialect = 'openai-chat' | 'anthropic-messages';

/** An upstream call, ready to be dialled: `path` is appended to the base URL's own path. */
export type UpstreamRequest = {
  path: string;
  /** Lower-case names; content-type and authentication included. */
  headers: Record<string, string>;
  body: string;
  /** Fields of the caller's request that this provider cannot honour, or only approximately, by name. */
  warnings: string[];
};

/** An upstream's refusal in our words. `message` is the provider's own sentence, bounded in length, without secrets. */
export type UpstreamError = {
  outcome: Exclude<Outcome, 'success'>;
  message: string;
  /** The provider's own error code or type. */
  code: string | null;
  /** How long the provider asks to be left alone; `null` when it does not say. */
  retryAfterMs: number | null;
};

/** One server-sent event. `event` is empty when the stream named none. */
export type SseEvent = { event: string; data: string };

/** Turns a provider's stream into canonical events. One instance a stream. */
export type StreamDecoder = {
  push(event: SseEvent): ChatEvent[];
  /**
   * To be called once when the connection has ended in an orderly way. Gives `end` when the provider had finished without saying so
   * (no `[DONE]`); nothing when the stream was cut or `end` or `error` was given before.
   */
  close(): ChatEvent[];
};

/** What the proxy needs to know of a provider. Everything here is pure. */
export type ProviderAdapter = {
  id: string;
  name: string;
  dialect: Dialect;
  /**
   * Whether it speaks its dialect so exactly that a caller of the same dialect can be served by passing bytes untouched both ways. A
   * server that refuses fields the dialect has, or counts usage its own way, is translated even so.
   */
  passesThrough: boolean;
  /** `null`: a credential must give one. */
  defaultBaseUrl: string | null;
  /** Whether a call without a secret makes sense (local servers). */
  isSecretOptional: boolean;
  authHeaders(secret: string): Record<string, string>;
  /** Path of a cheap authenticated call that proves a credential, relative to the base URL. */
  probePath: string;
  /** The path of a chat call, relative to the base URL. */
  chatPath: string;
  buildRequest(request: ChatRequest, model: string, secret: string): UpstreamRequest;
  /** @throws UnreadableAnswer when the body is not what this provider sends. */
  readResponse(body: unknown): ChatResponse;
  createStreamDecoder(): StreamDecoder;
  /** `body` is the raw text of the answer: JSON of any shape, HTML or nothing. */
  readError(status: number, headers: Record<string, string | undefined>, body: string): UpstreamError;
};

/** A 200 whose body is not an answer: HTML, cut JSON, another product's shape. */
export class UnreadableAnswer extends Error {
  override name = 'UnreadableAnswer';
}
