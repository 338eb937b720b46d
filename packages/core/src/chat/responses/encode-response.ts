import type { AnswerContext } from '../front-dialect.ts';
import { thoughtOfCall } from '../reasoning/carry-reasoning.ts';
import type { ReasoningPart } from '../request.ts';
import type { ChatChoice, ChatResponse, FinishReason } from '../response.ts';
import { echoRequest, responseId } from './echo-request.ts';
import { createItemIds, type ItemIds } from './item-ids.ts';
import {
  annotationOf,
  callItem,
  imageItem,
  messageItem,
  reasoningItem,
  refusalPart,
  textPart,
  thoughtToken,
  type Item,
  type ItemStatus,
} from './write-items.ts';
import { writeResponsesUsage } from './write-usage.ts';

/** A whole answer as OpenAI's `response`. Several choices cannot be asked for in this dialect; the first one is shown. */
export function encodeResponse(response: ChatResponse, context: AnswerContext, costUsd: string | null): Record<string, unknown> {
  const choice = response.choices[0];
  const end = endOf(choice?.finishReason ?? 'stop');
  return {
    ...echoRequest(context.request),
    ...response.extra,
    id: responseId(response.id, context),
    object: 'response',
    created_at: response.createdAt ?? context.createdAt,
    model: response.model || context.request.model,
    ...end,
    error: null,
    output: choice === undefined ? [] : encodeItems(choice, createItemIds(context), end.status),
    usage: response.usage === null ? null : writeResponsesUsage(response.usage, costUsd),
  };
}

/** How an answer ended, in this dialect's words. */
export function endOf(reason: FinishReason): { status: 'completed' | 'incomplete'; incomplete_details: { reason: string } | null } {
  switch (reason) {
    case 'length':
      return { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
    case 'content_filter':
      return { status: 'incomplete', incomplete_details: { reason: 'content_filter' } };
    default:
      return { status: 'completed', incomplete_details: null };
  }
}

function encodeItems(choice: ChatChoice, ids: ItemIds, status: ItemStatus): Item[] {
  const items = encodeReasoning(choice.reasoning, ids);
  const content = encodeContent(choice);
  if (content.length > 0) items.push(messageItem(ids.next('msg'), content, status));
  for (const url of choice.images ?? []) {
    const item = imageItem(ids.next('ig'), url, 'completed');
    items.push(item ?? messageItem(ids.next('msg'), [textPart(`![image](${url})`, [], [])], status));
  }
  for (const call of choice.toolCalls) {
    const thought = thoughtOfCall(call);
    if (thought !== null) items.push(...encodeReasoning([thought], ids));
    items.push(callItem(ids.next(call.isCustom === true ? 'ctc' : 'fc'), call, 'completed'));
  }
  return items;
}

function encodeContent(choice: ChatChoice): Item[] {
  const content: Item[] = [];
  const transcript = choice.audio?.['transcript'];
  const text = choice.text === '' && typeof transcript === 'string' ? transcript : choice.text;
  const annotations = (choice.citations ?? []).map(annotationOf);
  const logprobs = choice.logprobs?.['content'];
  if (text !== '' || annotations.length > 0) content.push(textPart(text, annotations, Array.isArray(logprobs) ? logprobs : []));
  if (choice.refusal !== null) content.push(refusalPart(choice.refusal));
  return content;
}

/** Parts of one thought share its id and become one item, with what must come back at its end. */
function encodeReasoning(parts: readonly ReasoningPart[], ids: ItemIds): Item[] {
  const items: Item[] = [];
  let texts: string[] = [];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (part === undefined) continue;
    if (part.text !== '') texts.push(part.text);
    const next = parts[index + 1];
    const token = thoughtToken(part);
    const goesOn = token === null && next !== undefined && part.id !== undefined && next.id === part.id;
    if (goesOn || (texts.length === 0 && token === null)) continue;
    items.push(reasoningItem(ids.reasoning(part.id), texts, token));
    texts = [];
  }
  return items;
}
