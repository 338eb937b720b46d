import type { ToolCall } from '../request.ts';
import type { ChatChoice, ChatResponse } from '../response.ts';
import { costNumber, writeOpenAiUsage } from './write-usage.ts';
import { reasoningDetails, reasoningText } from './write-reasoning.ts';

export type ResponseExtra = {
  /** Decimal dollars; shown as `usage.cost`. */
  costUsd?: string;
  /** Epoch seconds to show when the provider named none. */
  createdAt?: number;
  /** The caller used the old `functions` fields: the first call is shown as `function_call`. */
  usesFunctions?: boolean;
};

/** A whole answer as OpenAI's `chat.completion`. */
export function encodeOpenAiResponse(response: ChatResponse, extra: ResponseExtra): Record<string, unknown> {
  const encoded: Record<string, unknown> = {
    id: response.id,
    object: 'chat.completion',
    created: response.createdAt ?? extra.createdAt ?? 0,
    model: response.model,
    choices: response.choices.map((choice) => encodeChoice(choice, extra.usesFunctions === true)),
  };
  if (response.usage !== null) {
    const usage: Record<string, unknown> = writeOpenAiUsage(response.usage);
    if (extra.costUsd !== undefined) usage['cost'] = costNumber(extra.costUsd);
    encoded['usage'] = usage;
  }
  return encoded;
}

function encodeChoice(choice: ChatChoice, usesFunctions: boolean): Record<string, unknown> {
  const hasNoText = choice.text === '' && (choice.toolCalls.length > 0 || choice.refusal !== null);
  const message: Record<string, unknown> = { role: 'assistant', content: hasNoText ? null : choice.text, refusal: choice.refusal };
  const reasoning = reasoningText(choice.reasoning);
  if (reasoning !== '') message['reasoning_content'] = reasoning;
  const details = reasoningDetails(choice.reasoning);
  if (details !== null) message['reasoning_details'] = details;
  let finish: string = choice.finishReason;
  const first = choice.toolCalls[0];
  if (first !== undefined && usesFunctions) {
    message['function_call'] = { name: first.name, arguments: first.arguments };
    if (finish === 'tool_calls') finish = 'function_call';
  } else if (first !== undefined) {
    message['tool_calls'] = choice.toolCalls.map(encodeToolCall);
  }
  return { index: choice.index, message, logprobs: null, finish_reason: finish };
}

export function encodeToolCall(call: ToolCall): Record<string, unknown> {
  if (call.isCustom === true) return { id: call.id, type: 'custom', custom: { name: call.name, input: call.arguments } };
  return { id: call.id, type: 'function', function: { name: call.name, arguments: call.arguments } };
}
