import type { AnswerContext } from '../front-dialect.ts';
import type { ChatRequest, ToolCall } from '../request.ts';
import type { ChatChoice, ChatResponse, Citation } from '../response.ts';
import { costNumber, writeOpenAiUsage } from './write-usage.ts';
import { reasoningDetails, reasoningText } from './write-reasoning.ts';

/** A whole answer as OpenAI's `chat.completion`. */
export function encodeOpenAiResponse(response: ChatResponse, context: AnswerContext, costUsd: string | null): Record<string, unknown> {
  const encoded: Record<string, unknown> = {
    id: response.id || completionId(context),
    object: 'chat.completion',
    created: response.createdAt ?? context.createdAt,
    model: response.model || context.request.model,
    choices: response.choices.map((choice) => encodeChoice(choice, context.request)),
  };
  if (response.usage !== null) {
    const usage: Record<string, unknown> = writeOpenAiUsage(response.usage);
    if (costUsd !== null) usage['cost'] = costNumber(costUsd);
    encoded['usage'] = usage;
  }
  return response.extra === undefined ? encoded : { ...response.extra, ...encoded };
}

/** For answers whose provider gives them none. */
export function completionId({ uniqueId }: AnswerContext): string {
  return `chatcmpl-${uniqueId}`;
}

function encodeChoice(choice: ChatChoice, request: ChatRequest): Record<string, unknown> {
  const hasNoText = choice.text === '' && (choice.toolCalls.length > 0 || choice.refusal !== null);
  const message: Record<string, unknown> = { role: 'assistant', content: hasNoText ? null : choice.text, refusal: choice.refusal };
  const reasoning = reasoningText(choice.reasoning);
  if (reasoning !== '') message['reasoning_content'] = reasoning;
  const details = reasoningDetails(choice.reasoning, choice.toolCalls);
  if (details !== null) message['reasoning_details'] = details;
  let finish: string = choice.finishReason;
  const first = choice.toolCalls[0];
  if (first !== undefined && request.usesFunctions === true) {
    message['function_call'] = { name: first.name, arguments: first.arguments };
    if (finish === 'tool_calls') finish = 'function_call';
  } else if (first !== undefined) {
    message['tool_calls'] = choice.toolCalls.map((call) => encodeToolCall(asDeclared(call, request)));
  }
  if (choice.citations !== undefined && choice.citations.length > 0) message['annotations'] = choice.citations.map(encodeCitation);
  if (choice.images !== undefined) message['images'] = choice.images.map(encodeImage);
  if (choice.audio !== undefined) message['audio'] = choice.audio;
  return { index: choice.index, message, logprobs: choice.logprobs ?? null, finish_reason: finish };
}

export function encodeCitation({ url, title, quote, startIndex, endIndex }: Citation): Record<string, unknown> {
  const cited: Record<string, unknown> = { url: url ?? '', title: title ?? '', start_index: startIndex ?? 0, end_index: endIndex ?? 0 };
  if (quote !== undefined) cited['content'] = quote;
  return { type: 'url_citation', url_citation: cited };
}

/** Where OpenRouter puts what a model drew; OpenAI's chat answers have no place of their own for it. */
export function encodeImage(url: string): Record<string, unknown> {
  return { type: 'image_url', image_url: { url } };
}

/** A call has the form of its tool: who declared a function is not told of a custom tool. */
function asDeclared(call: ToolCall, request: ChatRequest): ToolCall {
  return call.isCustom === true && isFunction(call.name, request) ? { ...call, isCustom: false } : call;
}

export function isFunction(name: string, { tools }: ChatRequest): boolean {
  return tools?.some((tool) => tool.name === name && tool.raw === undefined) === true;
}

export function encodeToolCall(call: ToolCall): Record<string, unknown> {
  if (call.isCustom === true) return { id: call.id, type: 'custom', custom: { name: call.name, input: call.arguments } };
  return { id: call.id, type: 'function', function: { name: call.name, arguments: call.arguments } };
}
