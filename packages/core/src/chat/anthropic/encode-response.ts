import type { AnswerContext } from '../front-dialect.ts';
import { thoughtOfCall } from '../reasoning/carry-reasoning.ts';
import type { ToolCall } from '../request.ts';
import type { ChatChoice, ChatResponse } from '../response.ts';
import { encodeCitation, encodeImage, encodeThought, stopDetails, type Block } from './encode-block.ts';
import { messageId } from './message-id.ts';
import { toStopReason } from './stop-reason.ts';
import { writeMessagesUsage } from './write-usage.ts';

/** A whole answer as Anthropic's message. Several choices cannot be asked for in this dialect; the first one is shown. */
export function encodeMessage(response: ChatResponse, context: AnswerContext, costUsd: string | null): Record<string, unknown> {
  const choice = response.choices[0];
  return {
    id: messageId(response.id, context),
    type: 'message',
    role: 'assistant',
    model: response.model || context.request.model,
    content: choice === undefined ? [] : encodeBlocks(choice),
    stop_reason: choice === undefined ? 'end_turn' : toStopReason(choice.finishReason, choice.stopSequence),
    stop_sequence: choice?.finishReason === 'stop' ? (choice.stopSequence ?? null) : null,
    stop_details: choice === undefined ? null : stopDetails(choice.finishReason, choice.refusal),
    container: null,
    usage: writeMessagesUsage(response.usage, costUsd),
  };
}

function encodeBlocks(choice: ChatChoice): Block[] {
  const blocks: Block[] = choice.reasoning.map(encodeThought);
  const refusal = choice.finishReason === 'content_filter' ? null : choice.refusal;
  const text = choice.text === '' ? (refusal ?? transcript(choice)) : choice.text;
  const citations = choice.citations ?? [];
  if (text !== '' || citations.length > 0) {
    blocks.push({ type: 'text', text, citations: citations.length === 0 ? null : citations.map(encodeCitation) });
  }
  for (const url of choice.images ?? []) blocks.push(encodeImage(url));
  for (const call of choice.toolCalls) {
    const thought = thoughtOfCall(call);
    if (thought !== null) blocks.push(encodeThought(thought));
    blocks.push({ type: 'tool_use', id: call.id, name: call.name, input: toInput(call) });
  }
  return blocks;
}

function transcript({ audio }: ChatChoice): string {
  return typeof audio?.['transcript'] === 'string' ? audio['transcript'] : '';
}

/** What is no JSON, and what a custom tool takes, stays the text that the model wrote. */
function toInput({ arguments: text, isCustom }: ToolCall): unknown {
  if (isCustom === true) return text;
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
