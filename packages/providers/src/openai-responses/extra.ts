import type { JsonObject } from '@tollgate/core/chat/openai/is-json-object';

/** What an answer says of how it was served. */
export function extraOf(response: JsonObject): Record<string, unknown> | undefined {
  const tier = response['service_tier'];
  return typeof tier === 'string' ? { service_tier: tier } : undefined;
}
