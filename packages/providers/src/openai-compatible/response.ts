import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import { readReasoning } from '@tollgate/core/chat/openai/read-reasoning';
import type { ReasoningPart, ToolCall } from '@tollgate/core/chat/request';
import type { ChatChoice, ChatResponse } from '@tollgate/core/chat/response';
import { UnreadableAnswer } from '../adapter.ts';
import { readErrorBody } from '../upstream-error/read-error-body.ts';
import { readContent } from './content.ts';
import { mapFinishReason } from './finish-reason.ts';
import { readAnnotations, readExtra, readImages } from './further.ts';
import { madeUpToolCallId, readToolCall } from './tool-call.ts';
import { readUsage } from './usage.ts';

/** @throws UnreadableAnswer when the body is not a chat completion, or says that the answer broke. */
export function readChatCompletion(body: unknown): ChatResponse {
  if (!isJsonObject(body)) throw new UnreadableAnswer('The answer is not a JSON object.');
  const choices = body['choices'];
  if (!Array.isArray(choices) || choices.length === 0) {
    const error = readErrorBody(body);
    throw new UnreadableAnswer(error.message === '' ? 'The answer has no choices.' : error.message);
  }
  const id = typeof body['id'] === 'string' ? body['id'] : '';
  const response: ChatResponse = {
    id,
    model: typeof body['model'] === 'string' ? body['model'] : '',
    createdAt: typeof body['created'] === 'number' ? Math.floor(body['created']) : null,
    choices: choices.map((choice, position) => readChoice(choice, position, id)),
    usage: readUsage(body),
  };
  const extra = readExtra(body);
  if (extra !== undefined) response.extra = extra;
  return response;
}

function readChoice(choice: unknown, position: number, answerId: string): ChatChoice {
  if (!isJsonObject(choice)) throw new UnreadableAnswer('A choice of the answer is not an object.');
  // An answer that was filtered whole may come without a message.
  const message = isJsonObject(choice['message']) ? choice['message'] : choice['finish_reason'] === 'content_filter' ? {} : null;
  if (message === null) throw new UnreadableAnswer('A choice of the answer has no message.');
  const index = typeof choice['index'] === 'number' ? choice['index'] : position;
  const toolCalls = readToolCalls(message, answerId, index);
  const finish = typeof choice['finish_reason'] === 'string' ? choice['finish_reason'] : 'stop';
  const finishReason = mapFinishReason(finish, toolCalls.length > 0);
  if (finishReason === null) throw new UnreadableAnswer(readErrorBody(choice).message || `The answer broke off (${finish}).`);
  const content = readContent(message['content']);
  const read: ChatChoice = {
    index,
    text: content.text,
    reasoning: reasoningOf(message, content.thinking),
    toolCalls,
    refusal: typeof message['refusal'] === 'string' && message['refusal'] !== '' ? message['refusal'] : null,
    finishReason,
  };
  const citations = readAnnotations(message['annotations']);
  if (citations.length > 0) read.citations = citations;
  const images = readImages(message['images']);
  if (images.length > 0) read.images = images;
  if (isJsonObject(message['audio'])) read.audio = message['audio'];
  if (isJsonObject(choice['logprobs'])) read.logprobs = choice['logprobs'];
  return read;
}

function reasoningOf(message: JsonObject, thinking: string): ReasoningPart[] {
  const parts = readReasoning(message);
  return thinking === '' ? parts : [{ text: thinking }, ...parts];
}

function readToolCalls(message: JsonObject, answerId: string, choice: number): ToolCall[] {
  const listed = message['tool_calls'];
  const legacy = message['function_call'];
  const entries = Array.isArray(listed) ? listed : isJsonObject(listed) ? [listed] : isJsonObject(legacy) ? [{ function: legacy }] : [];
  const calls: ToolCall[] = [];
  const ids = new Set<string>();
  for (const entry of entries) {
    if (!isJsonObject(entry)) continue;
    const read = readToolCall(entry);
    if (read.name === '') continue;
    const isFresh = read.id !== '' && !ids.has(read.id);
    const call: ToolCall = {
      id: isFresh ? read.id : madeUpToolCallId(answerId, choice, calls.length),
      name: read.name,
      arguments: read.arguments,
    };
    if (read.isCustom) call.isCustom = true;
    ids.add(call.id);
    calls.push(call);
  }
  return calls;
}
