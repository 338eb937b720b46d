import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import { readReasoning } from '@tollgate/core/chat/openai/read-reasoning';
import type { ChatEvent } from '@tollgate/core/chat/response';
import type { SseEvent, StreamDecoder } from '../adapter.ts';
import { errorEvent, unreadableEvent } from '../upstream-error/error-event.ts';
import { readContent } from './content.ts';
import { mapFinishReason } from './finish-reason.ts';
import { readAnnotations, readExtra, readImages } from './further.ts';
import { createToolCallTracker, type ToolCallTracker } from './track-tool-calls.ts';
import { readUsage } from './usage.ts';

type Choice = { tools: ToolCallTracker; isFinished: boolean };

/**
 * Decodes any server's chat completion chunks. What comes after `[DONE]` or an error is ignored. Without `[DONE]` the stream ended
 * well when every choice that was seen has its finish reason.
 */
export function createChatStreamDecoder(): StreamDecoder {
  const choices = new Map<number, Choice>();
  let answerId = '';
  let isStarted = false;
  let isClosed = false;

  const start = (chunk: JsonObject, events: ChatEvent[]): void => {
    if (isStarted) return;
    isStarted = true;
    answerId = typeof chunk['id'] === 'string' ? chunk['id'] : '';
    const created = chunk['created'];
    const model = typeof chunk['model'] === 'string' ? chunk['model'] : '';
    const createdAt = typeof created === 'number' && created > 0 ? Math.floor(created) : null;
    const extra = readExtra(chunk);
    events.push(
      extra === undefined ? { type: 'start', id: answerId, model, createdAt } : { type: 'start', id: answerId, model, createdAt, extra },
    );
  };
  const choiceAt = (index: number): Choice => {
    const known = choices.get(index);
    if (known !== undefined) return known;
    const opened: Choice = { tools: createToolCallTracker(answerId, index), isFinished: false };
    choices.set(index, opened);
    return opened;
  };
  const fail = (event: ChatEvent, events: ChatEvent[]): ChatEvent[] => {
    isClosed = true;
    events.push(event);
    return events;
  };

  return {
    push(event: SseEvent): ChatEvent[] {
      if (isClosed || event.data === '') return [];
      if (event.data === '[DONE]' || event.data.trim() === '[DONE]') {
        isClosed = true;
        return isStarted ? [{ type: 'end' }] : [unreadableEvent('The stream ended before it began.')];
      }
      const chunk = parseChunk(event.data);
      if (chunk === undefined) return fail(unreadableEvent('The provider sent an event that is not JSON.'), []);
      const events: ChatEvent[] = [];
      const usage = readUsage(chunk);
      const list = chunk['choices'];
      const isError = isErrorChunk(event, chunk);
      if (usage !== null || (Array.isArray(list) && list.length > 0 && !isError)) start(chunk, events);
      if (Array.isArray(list)) {
        for (let position = 0; position < list.length; position++) {
          const failure = readDelta(list[position], position, choiceAt, events);
          if (failure !== null && !isError) return fail(failure, withUsage(events, usage));
        }
      }
      withUsage(events, usage);
      return isError ? fail(errorEvent(chunk), events) : events;
    },
    close(): ChatEvent[] {
      if (isClosed) return [];
      isClosed = true;
      if (choices.size === 0) return [];
      for (const choice of choices.values()) if (!choice.isFinished) return [];
      return [{ type: 'end' }];
    },
  };
}

function parseChunk(data: string): JsonObject | undefined {
  try {
    const chunk: unknown = JSON.parse(data);
    if (isJsonObject(chunk)) return chunk;
    return Array.isArray(chunk) && isJsonObject(chunk[0]) ? chunk[0] : undefined;
  } catch {
    return undefined;
  }
}

function isErrorChunk(event: SseEvent, chunk: JsonObject): boolean {
  if (chunk['error'] !== undefined && chunk['error'] !== null) return true;
  return event.event === 'error' || chunk['object'] === 'error' || chunk['type'] === 'error';
}

function withUsage(events: ChatEvent[], usage: (ChatEvent & { type: 'usage' })['usage'] | null): ChatEvent[] {
  if (usage !== null) events.push({ type: 'usage', usage });
  return events;
}

/** @returns the error that the choice's finish reason stands for, `null` when there is none. */
function readDelta(entry: unknown, position: number, choiceAt: (index: number) => Choice, events: ChatEvent[]): ChatEvent | null {
  if (!isJsonObject(entry)) return null;
  const index = typeof entry['index'] === 'number' ? entry['index'] : position;
  const choice = choiceAt(index);
  // A few servers put a whole message where the delta belongs.
  const delta = isJsonObject(entry['delta']) ? entry['delta'] : entry['message'];
  if (isJsonObject(delta)) readContentDelta(delta, index, choice, events);
  const logprobs = entry['logprobs'];
  if (isJsonObject(logprobs) && Array.isArray(logprobs['content']) && logprobs['content'].length > 0)
    events.push({ type: 'logprobs', choice: index, content: logprobs['content'] });
  const finish = entry['finish_reason'];
  if (typeof finish !== 'string' || finish === '' || choice.isFinished) return null;
  const reason = mapFinishReason(finish, choice.tools.hasCalls());
  if (reason === null) return errorEvent(entry, `The provider broke off the answer (${finish}).`);
  choice.isFinished = true;
  events.push({ type: 'finish', choice: index, reason });
  return null;
}

function readContentDelta(delta: JsonObject, index: number, choice: Choice, events: ChatEvent[]): void {
  for (const part of readReasoning(delta)) events.push({ type: 'reasoning', choice: index, ...part });
  const content = delta['content'];
  if (typeof content === 'string') {
    if (content !== '') events.push({ type: 'text', choice: index, text: content });
  } else if (Array.isArray(content)) {
    const read = readContent(content);
    if (read.thinking !== '') events.push({ type: 'reasoning', choice: index, text: read.thinking });
    if (read.text !== '') events.push({ type: 'text', choice: index, text: read.text });
  }
  const refusal = delta['refusal'];
  if (typeof refusal === 'string' && refusal !== '') events.push({ type: 'refusal', choice: index, text: refusal });
  if (delta['annotations'] !== undefined) {
    for (const citation of readAnnotations(delta['annotations'])) events.push({ type: 'citation', choice: index, citation });
  }
  if (delta['images'] !== undefined) for (const url of readImages(delta['images'])) events.push({ type: 'image', choice: index, url });
  const calls = delta['tool_calls'];
  if (Array.isArray(calls)) for (const call of calls) choice.tools.push(call, events);
  else if (isJsonObject(calls)) choice.tools.push(calls, events);
  else if (isJsonObject(delta['function_call'])) choice.tools.push({ index: 0, function: delta['function_call'] }, events);
}
