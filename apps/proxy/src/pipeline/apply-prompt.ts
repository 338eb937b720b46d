import type { ChatRequest } from '@tollgate/core/chat/request';
import type { Refusal } from '../http/refusal.ts';

/** Resolves a reference to a stored prompt. A project without stored prompts has none to refer to, and says so by name. */
export function applyPrompt(request: ChatRequest): ChatRequest | Refusal {
  const reference = request.extra.prompt;
  // Completions and images call the text itself by this name.
  const canRefer = request.dialect === 'openai-chat' || request.dialect === 'openai-responses';
  if (!canRefer || reference === undefined || reference === null) return request;
  return {
    status: 404,
    code: 'prompt_not_found',
    message: 'The request refers to a stored prompt, and this project has none. Send the messages themselves.',
    param: 'prompt',
    shouldRetry: false,
  };
}
