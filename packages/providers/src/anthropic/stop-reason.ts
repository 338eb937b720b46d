import type { FinishReason } from '@tollgate/core/chat/response';

/** Every stop reason of the API in OpenAI's four words. `pause_turn` and unknown ones end the turn, so they are `stop`. */
export function mapStopReason(reason: string): FinishReason {
  switch (reason) {
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'tool_use':
      return 'tool_calls';
    case 'refusal':
      return 'content_filter';
    default:
      return 'stop';
  }
}
