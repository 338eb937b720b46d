import type { ChatEvent } from '@tollgate/core/chat/response';
import { statusOfType } from './classify-error.ts';
import { cleanMessage } from './clean-message.ts';
import { readErrorBody } from './read-error-body.ts';

/** A provider's error inside a stream. `fallback` is said when it gives no sentence of its own. */
export function errorEvent(body: unknown, fallback = 'The provider reported an error in the stream.'): ChatEvent {
  const error = readErrorBody(body);
  return {
    type: 'error',
    message: cleanMessage(error.message) || fallback,
    code: error.code || (error.type === 'error' ? '' : error.type) || null,
    status: error.status ?? statusOfType(error.type, error.code),
  };
}

/** What arrived is not this provider's stream. */
export function unreadableEvent(message: string): ChatEvent {
  return { type: 'error', message, code: 'unreadable_answer', status: null };
}
