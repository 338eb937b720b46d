import type { FinishReason } from '@tollgate/core/chat/response';

/**
 * Every finish that servers of the dialect give, in OpenAI's four words. `null`: the answer did not end by itself, it broke.
 * A call outweighs `stop`, which some servers give for it.
 */
export function mapFinishReason(reason: string, hasToolCalls: boolean): FinishReason | null {
  switch (reason) {
    case 'length':
    case 'max_tokens':
    case 'model_length':
      return 'length';
    case 'tool_calls':
    case 'function_call':
    case 'tool_use':
      return 'tool_calls';
    case 'content_filter':
    case 'safety':
      return 'content_filter';
    case 'error':
    case 'abort':
    case 'insufficient_system_resource':
      return null;
    default:
      return hasToolCalls ? 'tool_calls' : 'stop';
  }
}
