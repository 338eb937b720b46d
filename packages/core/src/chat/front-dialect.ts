import type { ChatRequest, Dialect } from './request.ts';
import type { ChatEvent, ChatResponse } from './response.ts';

/** `param` is the path of the field at fault, such as `messages[2].content`. */
export type DecodedRequest = { ok: true; request: ChatRequest } | { ok: false; message: string; param: string | null; code: string };

/** What an encoder must know of the request that it answers. */
export type AnswerContext = {
  request: ChatRequest;
  /** Epoch seconds, shown when the provider named none. */
  createdAt: number;
  /** `resp_…` or `msg_…`, for dialects whose ids must have a form that other providers' ids lack: 26 characters of base32. */
  uniqueId: string;
  /** Events of the stream that the client has had already, from somebody else; absent: none. */
  eventsBefore?: number;
};

/** What failed, in words every dialect can carry. */
export type FrontError = { status: number; code: string; message: string; param: string | null; requestId: string; gateway: object };

/** One stream to a client. */
export type StreamEncoder = {
  /** SSE text for one event; empty when there is nothing to send. `end` is not among what is given here: {@link StreamEncoder.end} writes it. */
  encode(event: ChatEvent): string;
  /** The usage, where the caller gets one, and the clean terminal. `costUsd` in decimal dollars, `null` when the price is not known. */
  end(costUsd: string | null): string;
  /** One error event in place of the terminal. */
  fail(error: FrontError): string;
};

/** A dialect as a caller speaks it: pure, one object a dialect. */
export type FrontDialect = {
  dialect: Dialect;
  /** Reads a parsed body. Unknown fields are kept in `extra`; known ones must have their type. */
  decodeRequest(body: unknown): DecodedRequest;
  /** @param costUsd decimal dollars; `null` when the price is not known. */
  encodeResponse(response: ChatResponse, context: AnswerContext, costUsd: string | null): Record<string, unknown>;
  createStreamEncoder(context: AnswerContext): StreamEncoder;
  encodeError(error: FrontError): Record<string, unknown>;
};
