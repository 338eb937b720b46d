import type { Usage } from '../../usage/usage.ts';
import { costNumber } from '../openai/write-usage.ts';

/** Anthropic's input excludes what the cache gave and took; thinking is part of the output. */
export function writeMessagesUsage(usage: Usage | null, costUsd: string | null): Record<string, unknown> {
  const { cacheWrite5m = 0, cacheWrite1h = 0, cachedInput = 0 } = usage ?? {};
  const written: Record<string, unknown> = {
    input_tokens: usage === null ? 0 : usage.input + usage.audioInput,
    cache_creation_input_tokens: cacheWrite5m + cacheWrite1h,
    cache_read_input_tokens: cachedInput,
    cache_creation: { ephemeral_5m_input_tokens: cacheWrite5m, ephemeral_1h_input_tokens: cacheWrite1h },
    output_tokens: usage === null ? 0 : usage.output + usage.reasoning + usage.audioOutput,
    output_tokens_details: usage === null || usage.reasoning === 0 ? null : { thinking_tokens: usage.reasoning },
    server_tool_use: null,
    service_tier: null,
  };
  if (costUsd !== null) written['cost'] = costNumber(costUsd);
  return written;
}
