import { totalInputTokens, totalOutputTokens, type Usage } from '../../usage/usage.ts';

/** The reverse of `readOpenAiUsage`: prompt tokens include cached and written ones, completion tokens include reasoning. */
export type OpenAiUsage = {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details: { cached_tokens: number; audio_tokens: number; cache_write_tokens?: number };
  completion_tokens_details: { reasoning_tokens: number; audio_tokens: number };
};

export function writeOpenAiUsage(usage: Usage): OpenAiUsage {
  const prompt = totalInputTokens(usage);
  const completion = totalOutputTokens(usage);
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  const promptDetails: OpenAiUsage['prompt_tokens_details'] = { cached_tokens: usage.cachedInput, audio_tokens: usage.audioInput };
  if (written > 0) promptDetails.cache_write_tokens = written;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: promptDetails,
    completion_tokens_details: { reasoning_tokens: usage.reasoning, audio_tokens: usage.audioOutput },
  };
}

/**
 * A decimal amount of dollars as a JSON number. The text becomes a double here, which holds 15 digits; the ledger keeps the exact value.
 */
export function costNumber(costUsd: string): number {
  const value = Number(costUsd);
  return Number.isFinite(value) ? value : 0;
}
