import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { FinishReason } from '@tollgate/core/chat/response';

/** The API has no finish of its own for calls: an answer that holds some is complete. */
export function finishReasonOf(response: JsonObject, hasToolCalls: boolean): FinishReason {
  if (response['status'] !== 'incomplete') return hasToolCalls ? 'tool_calls' : 'stop';
  const details = response['incomplete_details'];
  return isJsonObject(details) && details['reason'] === 'content_filter' ? 'content_filter' : 'length';
}
