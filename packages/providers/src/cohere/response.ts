import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatChoice, ChatResponse } from '@tollgate/core/chat/response';
import { UnreadableAnswer } from '../adapter.ts';
import { madeUpToolCallId, readToolCall } from '../openai-compatible/tool-call.ts';
import { readErrorBody } from '../upstream-error/read-error-body.ts';
import { readCitations } from './citation.ts';
import { mapFinishReason } from './finish-reason.ts';
import { readUsage } from './usage.ts';

/**
 * The plan that goes with tool calls is the beginning of the text, as other models write it.
 *
 * @throws UnreadableAnswer when the body is not an answer, or says that it broke.
 */
export function readChat(body: unknown): ChatResponse {
  if (!isJsonObject(body) || !isJsonObject(body['message'])) {
    throw new UnreadableAnswer(readErrorBody(body).message || 'The answer has no message.');
  }
  const { message } = body;
  const id = typeof body['id'] === 'string' ? body['id'] : '';
  const reason = typeof body['finish_reason'] === 'string' ? body['finish_reason'] : 'COMPLETE';
  const finishReason = mapFinishReason(reason);
  if (finishReason === null) throw new UnreadableAnswer(`The provider broke off the answer (${reason}).`);
  const plan = typeof message['tool_plan'] === 'string' ? message['tool_plan'] : '';
  const choice: ChatChoice = { index: 0, text: plan, reasoning: [], toolCalls: [], refusal: null, finishReason };
  readContent(message['content'], choice);
  readToolCalls(message['tool_calls'], choice, id);
  if (Array.isArray(message['citations'])) {
    const citations = message['citations'].flatMap((citation) => readCitations(citation, choice.text, plan.length));
    if (citations.length > 0) choice.citations = citations;
  }
  const usage = readUsage(body['usage']);
  const response: ChatResponse = { id, model: '', createdAt: null, choices: [choice], usage: usage?.usage ?? null };
  if (usage !== null && usage.billed !== null) response.billed = usage.billed;
  return response;
}

function readContent(content: unknown, choice: ChatChoice): void {
  if (typeof content === 'string') choice.text += content;
  if (!Array.isArray(content)) return;
  for (const part of content) {
    if (!isJsonObject(part)) continue;
    if (typeof part['text'] === 'string') choice.text += part['text'];
    else if (typeof part['thinking'] === 'string' && part['thinking'] !== '') choice.reasoning.push({ text: part['thinking'] });
  }
}

function readToolCalls(calls: unknown, choice: ChatChoice, answerId: string): void {
  if (!Array.isArray(calls)) return;
  for (const call of calls as unknown[]) {
    if (!isJsonObject(call)) continue;
    const read = readToolCall(call as JsonObject);
    if (read.name === '') continue;
    const id = read.id === '' ? madeUpToolCallId(answerId, 0, choice.toolCalls.length) : read.id;
    choice.toolCalls.push({ id, name: read.name, arguments: read.arguments || '{}' });
  }
}
