import { totalInputTokens, totalOutputTokens, type Usage } from '../../usage/usage.ts';
import { costNumber } from '../openai/write-usage.ts';

/** Input tokens include cached and written ones, output tokens include reasoning. */
export function writeResponsesUsage(usage: Usage, costUsd: string | null): Record<string, unknown> {
  const input = totalInputTokens(usage);
  const output = totalOutputTokens(usage);
  const inputDetails: Record<string, number> = {
    cached_tokens: usage.cachedInput,
    cache_write_tokens: usage.cacheWrite5m + usage.cacheWrite1h,
  };
  const written: Record<string, unknown> = {
    input_tokens: input,
    input_tokens_details: inputDetails,
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: input + output,
  };
  if (costUsd !== null) written['cost'] = costNumber(costUsd);
  return written;
}
