import type { FinishReason } from '@tollgate/core/chat/response';

/**
 * Every finish reason in OpenAI's four words. The API says STOP after calls too. Vertex AI's clients may be sent the numbers of the
 * enumeration.
 *
 * @returns `null` when what the model wrote could not be read: the answer is broken, not finished.
 */
export function mapFinishReason(reason: unknown, hasCalls: boolean): FinishReason | null {
  switch (reason) {
    case 'MAX_TOKENS':
    case 2:
      return 'length';
    case 'SAFETY':
    case 3:
    case 'RECITATION':
    case 4:
    case 'BLOCKLIST':
    case 6:
    case 'PROHIBITED_CONTENT':
    case 7:
    case 'SPII':
    case 8:
    case 'MODEL_ARMOR':
    case 10:
    case 'LANGUAGE':
    case 'IMAGE_SAFETY':
    case 'IMAGE_PROHIBITED_CONTENT':
    case 'IMAGE_RECITATION':
      return 'content_filter';
    case 'MALFORMED_FUNCTION_CALL':
    case 9:
    case 'MALFORMED_RESPONSE':
      return null;
    default:
      return hasCalls ? 'tool_calls' : 'stop';
  }
}
