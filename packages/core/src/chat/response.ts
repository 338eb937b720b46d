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
};

export type ChatChoice = {
  index: number;
  text: string;
  reasoning: ReasoningPart[];
  toolCalls: ToolCall[];
  refusal: string | null;
  finishReason: FinishReason;
};

/** One event of a canonical stream. */
export type ChatEvent =
  | { type: 'start'; id: string; model: string; createdAt: number | null }
  | { type: 'text'; choice: number; text: string }
  | { type: 'reasoning'; choice: number; text: string; signature?: string; encrypted?: string }
  | { type: 'refusal'; choice: number; text: string }
  /** Opens a tool call; `index` counts from 0 within the choice. */
  | { type: 'tool_call_start'; choice: number; index: number; id: string; name: string }
  | { type: 'tool_call_arguments'; choice: number; index: number; text: string }
  | { type: 'finish'; choice: number; reason: FinishReason }
  /** Replaces what an earlier usage event said; never added to it. */
  | { type: 'usage'; usage: Usage }
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
      return true;
    default:
      return false;
  }
}
