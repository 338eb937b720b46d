/**
 * The canonical chat request, between any front dialect and any upstream. Pure data; every optional field is absent, not `null`,
 * when the caller did not set it.
 */
export type ChatRequest = {
  /** As the caller wrote it: a route, `credential/model`, `provider/model` or a bare model. */
  model: string;
  messages: Message[];
  stream: boolean;
  /** The caller asked for a usage chunk at the end of a stream. */
  includeUsage: boolean;
  tools?: Tool[];
  toolChoice?: ToolChoice;
  parallelToolCalls?: boolean;
  /** The caller used the old `functions` fields and expects `function_call` in the answer. */
  usesFunctions?: boolean;
  maxOutputTokens?: number;
  temperature?: number;
  topP?: number;
  topK?: number;
  stop?: string[];
  seed?: number;
  presencePenalty?: number;
  frequencyPenalty?: number;
  responseFormat?: ResponseFormat;
  reasoningEffort?: string;
  /** Number of choices wanted; absent means 1. */
  choices?: number;
  logprobs?: boolean;
  topLogprobs?: number;
  /** The body's `user`. */
  user?: string;
  /** The body's `metadata`. */
  metadata?: Record<string, string>;
  /** Fields of the front dialect that have no canonical name, as they came. Same-dialect targets receive them. */
  extra: Record<string, unknown>;
};

/** `extra` holds fields of the front dialect that have no canonical name, as they came; absent when there are none. */
export type Message =
  | { role: 'system' | 'developer'; content: ContentPart[]; extra?: Record<string, unknown> }
  | { role: 'user'; content: ContentPart[]; name?: string; extra?: Record<string, unknown> }
  | {
      role: 'assistant';
      content: ContentPart[];
      toolCalls: ToolCall[];
      reasoning?: ReasoningPart[];
      refusal?: string;
      extra?: Record<string, unknown>;
    }
  | { role: 'tool'; toolCallId: string; content: ContentPart[]; isError?: boolean; extra?: Record<string, unknown> };

export type ContentPart =
  | { type: 'text'; text: string; cacheControl?: CacheControl }
  /** `url` is http(s) or a data URL. */
  | { type: 'image'; url: string; detail?: string; cacheControl?: CacheControl }
  | { type: 'audio'; data: string; format: string }
  | { type: 'file'; data?: string; fileId?: string; filename?: string; cacheControl?: CacheControl }
  /** A part without a canonical name (video, a provider's own), as it came. Same-dialect targets receive it. */
  | { type: 'other'; raw: Record<string, unknown> };

export type CacheControl = { ttl?: '5m' | '1h' };
/** Kept verbatim for the provider that made it: `signature` and `encrypted` mean nothing to another one. */
export type ReasoningPart = { text: string; signature?: string; encrypted?: string };
/**
 * `arguments` is the JSON text as the model wrote it, not yet parsed; it may be incomplete or invalid. With `isCustom` it is the
 * plain text that a custom tool takes.
 */
export type ToolCall = { id: string; name: string; arguments: string; isCustom?: boolean };
export type Tool = {
  name: string;
  description?: string;
  parameters?: Record<string, unknown>;
  strict?: boolean;
  cacheControl?: CacheControl;
  /** A tool that is not a function (custom, web search), as it came. Same-dialect targets receive it instead of the other fields. */
  raw?: Record<string, unknown>;
};
export type ToolChoice = { type: 'auto' } | { type: 'none' } | { type: 'required' } | { type: 'tool'; name: string };
export type ResponseFormat =
  | { type: 'text' }
  | { type: 'json_object' }
  | { type: 'json_schema'; name: string; schema: Record<string, unknown>; strict?: boolean; description?: string };
