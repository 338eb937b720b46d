import type { FinishReason } from '@tollgate/core/chat/response';

/** Every stop reason of Converse in OpenAI's four words. `null`: the model wrote something that the API could not read. */
export function mapStopReason(reason: string): FinishReason | null {
  switch (reason) {
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'tool_use':
      return 'tool_calls';
    case 'guardrail_intervened':
    case 'content_filtered':
      return 'content_filter';
    case 'malformed_model_output':
    case 'malformed_tool_use':
      return null;
    default:
      return 'stop';
  }
}
