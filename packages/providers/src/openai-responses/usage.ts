import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import { readOpenAiUsage } from '@tollgate/core/chat/openai/read-usage';
import type { Usage } from '@tollgate/core/usage/usage';

/** The same figures as in chat completions under other names. */
export function readUsage(usage: unknown): Usage | null {
  if (!isJsonObject(usage)) return null;
  return readOpenAiUsage({
    prompt_tokens: usage['input_tokens'],
    prompt_tokens_details: usage['input_tokens_details'],
    completion_tokens: usage['output_tokens'],
    completion_tokens_details: usage['output_tokens_details'],
    total_tokens: usage['total_tokens'],
  });
}
