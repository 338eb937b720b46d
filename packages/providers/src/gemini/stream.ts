import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { ChatEvent } from '@tollgate/core/chat/response';
import type { SseEvent, StreamDecoder } from '../adapter.ts';
import { errorEvent, unreadableEvent } from '../upstream-error/error-event.ts';
import { createAnswerReader } from './answer-reader.ts';

/**
 * Decodes a stream of answers in pieces. There is no terminal: a stream has ended well when every choice has its finish reason. Older
 * models give one with every piece, so none is passed on before the connection has ended.
 */
export function createStreamDecoder(): StreamDecoder {
  const reader = createAnswerReader();
  let isClosed = false;
  const fail = (event: ChatEvent): ChatEvent[] => {
    isClosed = true;
    return [event];
  };
  return {
    push(event: SseEvent): ChatEvent[] {
      if (isClosed || event.data === '') return [];
      const chunk = parseChunk(event.data);
      if (chunk === undefined) return fail(unreadableEvent('The provider sent an event that is not a JSON object.'));
      if (isJsonObject(chunk['error']) || event.event === 'error') return fail(errorEvent(chunk));
      return reader.read(chunk);
    },
    close(): ChatEvent[] {
      if (isClosed) return [];
      isClosed = true;
      return reader.isFinished() ? reader.finish() : [];
    },
  };
}

/** Errors may come in an array. */
function parseChunk(data: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(data);
    const chunk: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
    return isJsonObject(chunk) ? chunk : undefined;
  } catch {
    return undefined;
  }
}
