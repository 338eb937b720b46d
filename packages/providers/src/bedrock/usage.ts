import { isJsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { Usage } from '@tollgate/core/usage/usage';

/** More than any call can consume; a figure above it is a bug and must not become a bill. */
const MOST_TOKENS = 1_000_000_000;

/** `inputTokens` excludes both kinds of cache; thinking is part of `outputTokens`. `cacheDetails` splits what was written by its time to live. */
export function readUsage(usage: unknown): Usage | null {
  if (!isJsonObject(usage)) return null;
  const written = tokens(usage['cacheWriteInputTokens']);
  let lasting = 0;
  if (Array.isArray(usage['cacheDetails'])) {
    for (const detail of usage['cacheDetails']) {
      if (isJsonObject(detail) && detail['ttl'] === '1h') lasting += tokens(detail['inputTokens']);
    }
  }
  const cacheWrite1h = Math.min(lasting, written);
  return {
    input: tokens(usage['inputTokens']),
    cachedInput: tokens(usage['cacheReadInputTokens']),
    cacheWrite5m: written - cacheWrite1h,
    cacheWrite1h,
    output: tokens(usage['outputTokens']),
    reasoning: 0,
    audioInput: 0,
    audioOutput: 0,
    images: 0,
  };
}

function tokens(value: unknown): number {
  return typeof value === 'number' && value > 0 && value <= MOST_TOKENS ? Math.floor(value) : 0;
}
