import type { ChatEvent } from '@tollgate/core/chat/response';
import type { UpstreamError } from '../adapter.ts';
import { classifyError } from './classify-error.ts';

/** Whose fault an error inside a stream is: before the first content it decides where to fall back to, as an error answer would. */
export function outcomeOfErrorEvent(event: ChatEvent & { type: 'error' }): UpstreamError['outcome'] {
  return classifyError(event.status, { message: event.message, code: event.code ?? '', type: '', status: null });
}
