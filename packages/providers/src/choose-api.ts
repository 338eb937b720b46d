import type { Dialect } from '@tollgate/core/chat/request';
import type { ChatApi, ProviderAdapter } from './adapter.ts';

/**
 * The API through which a caller of a dialect is served: the one that a credential insists on, else the caller's own where the provider
 * has it, else the provider's first.
 *
 * @param forced the credential's `upstream_api`.
 */
export function chooseApi(adapter: ProviderAdapter, dialect: Dialect, forced?: string): ChatApi {
  const { chat, responses, messages } = adapter;
  if (forced === 'chat') return chat;
  if (forced === 'responses' && responses !== undefined) return responses;
  return [chat, responses, messages].find((api) => api?.dialect === dialect) ?? chat;
}
