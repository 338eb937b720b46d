import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatChoice, ChatResponse } from '@tollgate/core/chat/response';
import { UnreadableAnswer } from '../adapter.ts';
import { readErrorBody } from '../upstream-error/read-error-body.ts';
import { extraOf } from './extra.ts';
import { finishReasonOf } from './finish-reason.ts';
import { isCall, readCall, readCitation, readImage, readReasoning, text } from './items.ts';
import { readUsage } from './usage.ts';

/**
 * An answer that is still being worked on (`background`) reads as an empty one.
 *
 * @throws UnreadableAnswer when the body is not a response, or one that failed.
 */
export function readResponse(body: unknown): ChatResponse {
  if (!isJsonObject(body) || !Array.isArray(body['output'])) {
    throw new UnreadableAnswer(readErrorBody(body).message || 'The answer has no output.');
  }
  if (body['status'] === 'failed' || body['status'] === 'cancelled') {
    throw new UnreadableAnswer(readErrorBody(body).message || `The answer is ${body['status']}.`);
  }
  const id = text(body['id']);
  const choice: ChatChoice = { index: 0, text: '', reasoning: [], toolCalls: [], refusal: null, finishReason: 'stop' };
  for (const item of body['output']) if (isJsonObject(item)) readItem(item, choice, id);
  choice.finishReason = finishReasonOf(body, choice.toolCalls.length > 0);
  const created = body['created_at'];
  const response: ChatResponse = {
    id,
    model: text(body['model']),
    createdAt: typeof created === 'number' ? Math.floor(created) : null,
    choices: [choice],
    usage: readUsage(body['usage']),
  };
  const extra = extraOf(body);
  if (extra !== undefined) response.extra = extra;
  return response;
}

/** Tools that the provider runs itself have no place in a chat answer. */
function readItem(item: JsonObject, choice: ChatChoice, answerId: string): void {
  if (isCall(item)) {
    choice.toolCalls.push(readCall(item, answerId, choice.toolCalls.length));
    return;
  }
  switch (item['type']) {
    case 'message':
      if (Array.isArray(item['content'])) for (const part of item['content']) if (isJsonObject(part)) readPart(part, choice);
      break;
    case 'reasoning':
      choice.reasoning.push(...readReasoning(item));
      break;
    case 'image_generation_call': {
      const url = readImage(item);
      if (url !== null) (choice.images ??= []).push(url);
      break;
    }
  }
}

function readPart(part: JsonObject, choice: ChatChoice): void {
  if (part['type'] === 'refusal') {
    choice.refusal = (choice.refusal ?? '') + text(part['refusal']);
    return;
  }
  const offset = choice.text.length;
  choice.text += text(part['text']);
  if (Array.isArray(part['annotations'])) {
    for (const annotation of part['annotations']) {
      const citation = readCitation(annotation);
      if (citation === null) continue;
      if (citation.startIndex !== undefined) citation.startIndex += offset;
      if (citation.endIndex !== undefined) citation.endIndex += offset;
      (choice.citations ??= []).push(citation);
    }
  }
  const { logprobs } = part;
  if (!Array.isArray(logprobs) || logprobs.length === 0) return;
  const known = choice.logprobs?.['content'];
  choice.logprobs = { content: Array.isArray(known) ? [...known, ...logprobs] : logprobs, refusal: null };
}
