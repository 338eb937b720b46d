import type { ChatDialect, Dialect, EndpointDialect } from '@tollgate/core/chat/request';
import type { ChatApi, ProviderAdapter } from './adapter.ts';

/**
 * The API through which a caller of a dialect is served: the one that a credential insists on, else the caller's own where the provider
 * has it, else, for conversations, the provider's first. `null`: the provider cannot do this at all.
 *
 * @param forced the credential's `upstream_api`.
 */
export function chooseApi(adapter: ProviderAdapter, dialect: Dialect, forced?: string): ChatApi | null {
  const { chat, responses, messages, endpoints } = adapter;
  const own = endpoints?.[dialect as EndpointDialect];
  if (own !== undefined) return own;
  if (!isChat(dialect)) return null;
  if (forced === 'chat') return chat;
  if (forced === 'responses' && responses !== undefined) return responses;
  return [chat, responses, messages].find((api) => api?.dialect === dialect) ?? chat;
}

function isChat(dialect: Dialect): dialect is ChatDialect {
  return (
    dialect === 'openai-chat' || dialect === 'openai-responses' || dialect === 'anthropic-messages' || dialect === 'openai-completions'
  );
}
