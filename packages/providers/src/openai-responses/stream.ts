import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatEvent } from '@tollgate/core/chat/response';
import type { SseEvent, StreamDecoder } from '../adapter.ts';
import { errorEvent, unreadableEvent } from '../upstream-error/error-event.ts';
import { extraOf } from './extra.ts';
import { finishReasonOf } from './finish-reason.ts';
import { text } from './items.ts';
import { createItemReader } from './stream-items.ts';
import { readUsage } from './usage.ts';

/** Decodes a Responses stream. It has ended well only with `response.completed` or `response.incomplete`. */
export function createResponsesStreamDecoder(): StreamDecoder {
  let isStarted = false;
  let isClosed = false;
  const items = createItemReader();

  const start = (response: JsonObject, events: ChatEvent[]): void => {
    if (isStarted) return;
    isStarted = true;
    const created = response['created_at'];
    const id = text(response['id']);
    items.answerId(id);
    const event: ChatEvent = {
      type: 'start',
      id,
      model: text(response['model']),
      createdAt: typeof created === 'number' ? Math.floor(created) : null,
    };
    const extra = extraOf(response);
    events.push(extra === undefined ? event : { ...event, extra });
  };

  const finish = (response: JsonObject, events: ChatEvent[]): void => {
    isClosed = true;
    start(response, events);
    items.readRest(response['output'], events);
    const usage = readUsage(response['usage']);
    if (usage !== null) events.push({ type: 'usage', usage });
    events.push({ type: 'finish', choice: 0, reason: finishReasonOf(response, items.hasCalls()) });
    events.push({ type: 'end' });
  };

  const fail = (response: JsonObject, events: ChatEvent[]): void => {
    isClosed = true;
    const usage = readUsage(response['usage']);
    if (usage !== null) events.push({ type: 'usage', usage });
    events.push(errorEvent(response, 'The provider broke off the answer.'));
  };

  return {
    push(event: SseEvent): ChatEvent[] {
      // Some servers add the terminal of chat completions.
      if (isClosed || event.data === '' || event.data.trim() === '[DONE]') return [];
      const value = parseObject(event.data);
      if (value === undefined) {
        isClosed = true;
        return [unreadableEvent('The provider sent an event that is not a JSON object.')];
      }
      const events: ChatEvent[] = [];
      const response = isJsonObject(value['response']) ? value['response'] : {};
      switch (value['type'] ?? event.event) {
        case 'response.created':
        case 'response.in_progress':
          start(response, events);
          break;
        case 'response.completed':
        case 'response.incomplete':
          finish(response, events);
          break;
        case 'response.failed':
        case 'response.cancelled':
          fail(response, events);
          break;
        case 'error':
          fail(value, events);
          break;
        default:
          if (isJsonObject(value['error']) && value['type'] === undefined) fail(value, events);
          else items.push(value, events);
      }
      return events;
    },
    close: () => [],
  };
}

function parseObject(data: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
