import type { Usage } from '../usage/usage.ts';
import type { ReasoningPart, ToolCall } from './request.ts';

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter';

/** A whole canonical answer. `usage` is `null` when the provider did not say. */
export type ChatResponse = {
  id: string;
  /** As the provider names it. */
  model: string;
  /** Epoch seconds; `null` when the provider did not say. */
  createdAt: number | null;
  choices: ChatChoice[];
  usage: Usage | null;
  /** What is paid for, where the provider says that it is not what was used. */
  billed?: Usage;
  /** One vector per input of an embeddings call. */
  embeddings?: number[][];
  /** Documents of a reranking call by falling relevance. */
  ranking?: { index: number; relevanceScore: number }[];
  /** What the provider says beyond that, under OpenAI's names (`service_tier`, `system_fingerprint`). */
  extra?: Record<string, unknown>;
};

export type ChatChoice = {
  index: number;
  text: string;
  reasoning: ReasoningPart[];
  toolCalls: ToolCall[];
  refusal: string | null;
  finishReason: FinishReason;
  /** The stop sequence that ended it, where the provider says which. */
  stopSequence?: string;
  citations?: Citation[];
  /** Log probabilities of the text's tokens as OpenAI writes them (`{ content, refusal }`). */
  logprobs?: Record<string, unknown>;
  /** Images that the model made, as data or http(s) URLs. */
  images?: string[];
  /** Sound that the model made, as OpenAI writes it (`{ id, data, transcript, expires_at }`). */
  audio?: Record<string, unknown>;
};

/** Where a statement comes from. Indexes count UTF-16 units of the choice's text; absent when the provider does not say. */
export type Citation = {
  url?: string;
  title?: string;
  /** The passage that is cited. */
  quote?: string;
  startIndex?: number;
  endIndex?: number;
};

/** One event of a canonical stream. */
export type ChatEvent =
  | { type: 'start'; id: string; model: string; createdAt: number | null; extra?: Record<string, unknown> }
  | { type: 'text'; choice: number; text: string }
  /**
   * A piece of thought. A signature or an encrypted block closes its part; `isNewPart` opens another one of the same kind (a second summary).
   */
  | ({ type: 'reasoning'; choice: number; isNewPart?: boolean } & ReasoningPart)
  | { type: 'refusal'; choice: number; text: string }
  /** Opens a tool call; `index` counts from 0 within the choice. */
  | { type: 'tool_call_start'; choice: number; index: number; id: string; name: string; isCustom?: boolean; signature?: string }
  | { type: 'tool_call_arguments'; choice: number; index: number; text: string }
  | { type: 'citation'; choice: number; citation: Citation }
  /** More log probabilities: entries of OpenAI's `logprobs.content`. */
  | { type: 'logprobs'; choice: number; content: unknown[] }
  /** An image that the model made, whole. */
  | { type: 'image'; choice: number; url: string }
  | { type: 'finish'; choice: number; reason: FinishReason; stopSequence?: string }
  /** Replaces what an earlier usage event said; never added to it. */
  | { type: 'usage'; usage: Usage; billed?: Usage }
  /** The provider's own error inside the stream. */
  | { type: 'error'; message: string; code: string | null; status: number | null }
  /** The provider's clean terminal. A stream that ends without one was cut. */
  | { type: 'end' };

/** Whether the event carries content: the point after which no other target may take over. */
export function isContentEvent(event: ChatEvent): boolean {
  switch (event.type) {
    case 'text':
    case 'reasoning':
    case 'refusal':
    case 'tool_call_arguments':
      return event.text !== '' || (event.type === 'reasoning' && (event.signature !== undefined || event.encrypted !== undefined));
    case 'tool_call_start':
    case 'image':
      return true;
    default:
      return false;
  }
}
