import type { ChatRequest, Dialect, EndpointDialect } from '@tollgate/core/chat/request';
import type { ChatEvent, ChatResponse } from '@tollgate/core/chat/response';
import type { Outcome } from '@tollgate/core/routing/outcome';

/** What an upstream speaks: a front dialect, whose bytes may pass untouched, or one of its own. */
export type WireDialect = Dialect | 'gemini' | 'bedrock-converse' | 'cohere-v2';

/** Plain settings of a credential beside its secret (`api_version`, `region`, `project`), by their names in the configuration file. */
export type CredentialSettings = Readonly<Record<string, string>>;

/** One model at one credential. */
export type CallTarget = { model: string; settings: CredentialSettings };

/** The body of an upstream call. Content type and authentication are added by whoever dials. */
export type UpstreamBody = {
  body: string;
  /** Further headers that this very request asks for, lower-case. */
  headers?: Record<string, string>;
  /** Fields of the caller's request that this provider cannot honour, or only approximately, by the caller's names. */
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

/** One event of a stream. `event` is empty when the stream named none; of an AWS event stream it is the `:event-type` or `:exception-type`. */
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

/** One API through which a provider chats. Everything here is pure. */
export type ChatApi = {
  dialect: WireDialect;
  /**
   * Whether it speaks its dialect so exactly that a caller of the same dialect can be served by passing bytes untouched both ways. A
   * server that refuses fields the dialect has, or counts usage its own way, is translated even so.
   */
  passesThrough: boolean;
  /** Path and query, relative to the base URL. */
  path(target: CallTarget, isStream: boolean): string;
  /** Headers of every call, lower-case, beside content type and authentication. */
  headers?: Readonly<Record<string, string>>;
  framing: 'sse' | 'aws-event-stream';
  /** Whether it fetches an image or a document at an http(s) address itself; absent: always. Elsewhere the gateway sends the bytes. */
  takesFileAt?(url: string, target: CallTarget): boolean;
  /** `true`: a whole answer is no JSON (sound), and passes as it came. */
  isBinary?: boolean;
  buildBody(request: ChatRequest, target: CallTarget): UpstreamBody;
  /**
   * @param request what is answered, where it is at hand: tools that had to be renamed get their names back.
   * @throws UnreadableAnswer when the body is not what this provider sends.
   */
  readResponse(body: unknown, request?: ChatRequest): ChatResponse;
  createStreamDecoder(request?: ChatRequest): StreamDecoder;
};

/**
 * How a call proves who it is from: `header` by what the secret becomes; `aws-sigv4` by a signature over the call (settings `region`,
 * `access_key_id`, the secret is the secret access key); `google` by an access token that a service account's key (the secret, JSON) is
 * exchanged for.
 */
export type Authentication =
  | { scheme: 'header'; headers(secret: string): Record<string, string> }
  | { scheme: 'aws-sigv4'; service: string }
  | { scheme: 'google' };

/** A setting that a credential of this provider takes beside its secret. */
export type SettingSpec = { name: string; title: string; isRequired: boolean; example: string };

/** What the proxy needs to know of a provider. Everything here is pure. */
export type ProviderAdapter = {
  id: string;
  name: string;
  /** `null`: a credential must give one. */
  defaultBaseUrl(settings: CredentialSettings): string | null;
  /**
   * `version`: a base URL ends with the API's version and paths go on from there, as in OpenAI's SDK. `origin`: paths name the version
   * themselves, and one at the end of a base URL is cut off once.
   */
  baseUrlForm: 'version' | 'origin';
  /** With `origin`, what all paths begin with and people like to give with it (`/openai`); cut off a base URL once. */
  rootPath?: string;
  /** Whether a call without a secret makes sense (local servers). */
  isSecretOptional: boolean;
  settings: readonly SettingSpec[];
  /** May depend on what the credential holds: a provider may take a plain key as well as a signature. */
  authentication(settings: CredentialSettings): Authentication;
  /** Path of a cheap authenticated GET that proves a credential, relative to the base URL; `null` when there is none. */
  probePath(settings: CredentialSettings): string | null;
  chat: ChatApi;
  /** APIs beside the first through which the same models can be reached. */
  responses?: ChatApi;
  messages?: ChatApi;
  /** `POST /v1/completions` and calls that are no conversation, where the provider has them. */
  endpoints?: Partial<Record<EndpointDialect | 'openai-completions', ChatApi>>;
  /** `body` is the raw text of the answer: JSON of any shape, HTML or nothing. */
  readError(status: number, headers: Record<string, string | undefined>, body: string): UpstreamError;
};

/** A 200 whose body is not an answer: HTML, cut JSON, another product's shape. */
export class UnreadableAnswer extends Error {
  override name = 'UnreadableAnswer';
}
