/** In what words a caller asks for a conversation to be continued; a provider that lacks one is reached through another. */
export type ChatDialect = 'openai-chat' | 'openai-responses' | 'anthropic-messages' | 'openai-completions';

/** Calls that are no conversation: served by providers that have them. Bodies are OpenAI's, Cohere's for reranking. */
export type EndpointDialect = 'openai-embeddings' | 'openai-images' | 'openai-moderations' | 'openai-speech' | 'cohere-rerank';

/** Front dialects: what a caller may speak. Where an upstream speaks the same one, bytes pass untouched. */
export type Dialect = ChatDialect | EndpointDialect;

/**
 * The canonical chat request, between any front dialect and any upstream. Pure data; every optional field is absent, not `null`,
 * when the caller did not set it.
 */
export type ChatRequest = {
  /** What the caller spoke: the vocabulary of every `extra` and `raw` below. */
  dialect: Dialect;
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
  reasoning?: ReasoningRequest;
  /** Number of choices wanted; absent means 1. */
  choices?: number;
  logprobs?: boolean;
  topLogprobs?: number;
  /** The body's `user`. */
  user?: string;
  /** The body's `metadata`. */
  metadata?: Record<string, string>;
  /** Fields of the front dialect that have no canonical name, as they came. Targets of that dialect receive them; elsewhere each is a warning. */
  extra: Record<string, unknown>;
};

/**
 * How much the model is to think. `effort` is a word of the caller's dialect (`none`, `minimal`, `low`, `medium`, `high`, `xhigh`, `max`);
 * `maxTokens` an explicit budget; `summary` asks for a summary of it (`auto`, `concise`, `detailed`). `isOff` beside an effort: the effort is
 * for the answer itself, and there is to be no thinking.
 */
export type ReasoningRequest = { effort?: string; maxTokens?: number; isOff?: boolean; summary?: string };

/** `extra` holds fields of the front dialect that have no canonical name, as they came; absent when there are none. */
export type Message =
  /** `isInstructions`: it came as the Responses API's `instructions`, apart from the conversation. */
  | { role: 'system' | 'developer'; content: ContentPart[]; isInstructions?: boolean; extra?: Record<string, unknown> }
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

/** `extra` holds fields of the front dialect that have no canonical name (a document's `context`), as they came. */
export type ContentPart =
  | { type: 'text'; text: string; cacheControl?: CacheControl; extra?: Record<string, unknown> }
  /** `url` is http(s) or a data URL. */
  | { type: 'image'; url: string; detail?: string; cacheControl?: CacheControl }
  | { type: 'audio'; data: string; format: string }
  /** `data` is a data URL or bare base64, `url` http(s); `fileId` names a file that the provider stores. */
  | {
      type: 'file';
      data?: string;
      url?: string;
      fileId?: string;
      filename?: string;
      cacheControl?: CacheControl;
      extra?: Record<string, unknown>;
    }
  /** A part without a canonical name (video, a provider's own), as it came. Same-dialect targets receive it. */
  | { type: 'other'; raw: Record<string, unknown> };

export type CacheControl = { ttl?: '5m' | '1h' };
/**
 * Kept verbatim for the provider that made it: `signature` and `encrypted` mean nothing to another one. `format` says who that is; absent
 * when the caller's dialect does not carry it. `isSummary`: the text is a summary of what was thought, not the thought.
 */
export type ReasoningPart = {
  text: string;
  signature?: string;
  encrypted?: string;
  format?: ReasoningFormat;
  /** The provider's own id of the block, where it wants it back. */
  id?: string;
  isSummary?: boolean;
};
/** The words that OpenRouter's `reasoning_details[].format` uses, so that they survive a trip through a chat client. */
export type ReasoningFormat = 'anthropic-claude-v1' | 'openai-responses-v1' | 'google-gemini-v1';
/**
 * `arguments` is the JSON text as the model wrote it, not yet parsed; it may be incomplete or invalid. With `isCustom` it is the
 * plain text that a custom tool takes.
 */
export type ToolCall = {
  id: string;
  name: string;
  arguments: string;
  isCustom?: boolean;
  /** Gemini signs the call itself; it wants the signature back with the call. */
  signature?: string;
  cacheControl?: CacheControl;
};
export type Tool = {
  name: string;
  description?: string;
  parameters?: Record<string, unknown>;
  strict?: boolean;
  cacheControl?: CacheControl;
  /** Fields of the front dialect that have no canonical name (`defer_loading`), as they came. */
  extra?: Record<string, unknown>;
  /** A tool that is not a function (custom, web search), as it came. Same-dialect targets receive it instead of the other fields. */
  raw?: Record<string, unknown>;
};
export type ToolChoice = { type: 'auto' } | { type: 'none' } | { type: 'required' } | { type: 'tool'; name: string };
export type ResponseFormat =
  | { type: 'text' }
  | { type: 'json_object' }
  | { type: 'json_schema'; name: string; schema: Record<string, unknown>; strict?: boolean; description?: string };
