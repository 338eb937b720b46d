import type { FinishReason } from '@tollgate/core/chat/response';

/** Every finish of the v2 API in OpenAI's four words. `null`: the answer did not end by itself, it broke. */
export function mapFinishReason(reason: string): FinishReason | null {
  switch (reason) {
    case 'MAX_TOKENS':
    case 'ERROR_LIMIT':
      return 'length';
    case 'TOOL_CALL':
      return 'tool_calls';
    case 'ERROR_TOXIC':
      return 'content_filter';
    case 'ERROR':
    case 'TIMEOUT':
    case 'USER_CANCEL':
      return null;
    default:
      return 'stop';
  }
}
