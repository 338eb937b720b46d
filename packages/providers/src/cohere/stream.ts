import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatEvent } from '@tollgate/core/chat/response';
import type { SseEvent, StreamDecoder } from '../adapter.ts';
import { madeUpToolCallId, readToolCall } from '../openai-compatible/tool-call.ts';
import { errorEvent, unreadableEvent } from '../upstream-error/error-event.ts';
import { readCitations } from './citation.ts';
import { mapFinishReason } from './finish-reason.ts';
import { readUsage } from './usage.ts';

/** Decodes a v2 chat stream. It has ended well only with `message-end` and a finish that is no error. */
export function createChatStreamDecoder(): StreamDecoder {
  /** Numbers of calls by the stream's own index, and whether arguments have come. */
  const calls = new Map<number, { at: number; hasArguments: boolean }>();
  let answerId = '';
  let isStarted = false;
  let isClosed = false;
  let callCount = 0;
  let planLength = 0;
  let text = '';

  const start = (id: unknown, events: ChatEvent[]): void => {
    if (isStarted) return;
    isStarted = true;
    answerId = typeof id === 'string' ? id : '';
    events.push({ type: 'start', id: answerId, model: '', createdAt: null });
  };

  const pushContent = (content: unknown, events: ChatEvent[]): void => {
    if (!isJsonObject(content)) return;
    if (typeof content['thinking'] === 'string' && content['thinking'] !== '') {
      events.push({ type: 'reasoning', choice: 0, text: content['thinking'] });
    }
    pushText(content['text'], events);
  };

  const pushText = (piece: unknown, events: ChatEvent[]): void => {
    if (typeof piece !== 'string' || piece === '') return;
    text += piece;
    events.push({ type: 'text', choice: 0, text: piece });
  };

  const pushPlan = (plan: unknown, events: ChatEvent[]): void => {
    if (typeof plan === 'string' && planLength === text.length) planLength += plan.length;
    pushText(plan, events);
  };

  const pushCall = (index: number, entry: unknown, events: ChatEvent[]): void => {
    if (!isJsonObject(entry)) return;
    const read = readToolCall(entry);
    let call = calls.get(index);
    if (call === undefined) {
      if (read.name === '') return;
      call = { at: callCount++, hasArguments: false };
      calls.set(index, call);
      const id = read.id === '' ? madeUpToolCallId(answerId, 0, call.at) : read.id;
      events.push({ type: 'tool_call_start', choice: 0, index: call.at, id, name: read.name });
    }
    if (read.arguments === '') return;
    call.hasArguments = true;
    events.push({ type: 'tool_call_arguments', choice: 0, index: call.at, text: read.arguments });
  };

  /** A call without arguments streams none; an empty object is what it means. */
  const endCall = (index: number, events: ChatEvent[]): void => {
    const call = calls.get(index);
    calls.delete(index);
    if (call?.hasArguments === false) events.push({ type: 'tool_call_arguments', choice: 0, index: call.at, text: '{}' });
  };

  const endMessage = (delta: JsonObject, events: ChatEvent[]): void => {
    isClosed = true;
    for (const index of calls.keys()) endCall(index, events);
    const usage = readUsage(delta['usage']);
    if (usage !== null) {
      events.push(
        usage.billed === null ? { type: 'usage', usage: usage.usage } : { type: 'usage', usage: usage.usage, billed: usage.billed },
      );
    }
    const reason = typeof delta['finish_reason'] === 'string' ? delta['finish_reason'] : 'COMPLETE';
    const finish = mapFinishReason(reason);
    if (finish === null) {
      events.push(errorEvent(delta, `The provider broke off the answer (${reason}).`));
      return;
    }
    events.push({ type: 'finish', choice: 0, reason: finish }, { type: 'end' });
  };

  return {
    push({ event, data }: SseEvent): ChatEvent[] {
      if (isClosed || data === '' || data.trim() === '[DONE]') return [];
      const value = parseObject(data);
      if (value === undefined) {
        isClosed = true;
        return [unreadableEvent('The provider sent an event that is not a JSON object.')];
      }
      const events: ChatEvent[] = [];
      const index = typeof value['index'] === 'number' ? value['index'] : 0;
      const delta = isJsonObject(value['delta']) ? value['delta'] : {};
      const message = isJsonObject(delta['message']) ? delta['message'] : {};
      switch (value['type'] ?? event) {
        case 'message-start':
          start(value['id'], events);
          break;
        case 'content-start':
        case 'content-delta':
          pushContent(message['content'], events);
          break;
        case 'tool-plan-delta':
          pushPlan(message['tool_plan'], events);
          break;
        case 'tool-call-start':
        case 'tool-call-delta':
          pushCall(index, message['tool_calls'], events);
          break;
        case 'tool-call-end':
          endCall(index, events);
          break;
        case 'citation-start':
          for (const citation of readCitations(message['citations'], text, planLength))
            events.push({ type: 'citation', choice: 0, citation });
          break;
        case 'message-end':
          endMessage(delta, events);
          break;
        default:
          if (value['message'] === undefined && value['error'] === undefined) break;
          isClosed = true;
          events.push(errorEvent(value));
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
