import * as z from 'zod';

const count = z.number().int().nonnegative();

/**
 * What one upstream call consumed, in disjoint buckets: no token is counted in two of them.
 * Prompt tokens of OpenAI's shape are `input + cachedInput + cacheWrite5m + cacheWrite1h + audioInput`;
 * completion tokens are `output + reasoning + audioOutput`.
 */
export const usageSchema = z.object({
  input: count,
  cachedInput: count,
  cacheWrite5m: count,
  cacheWrite1h: count,
  output: count,
  reasoning: count,
  audioInput: count,
  audioOutput: count,
  images: count,
});
export type Usage = z.infer<typeof usageSchema>;

export function emptyUsage(): Usage {
  return { input: 0, cachedInput: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0, reasoning: 0, audioInput: 0, audioOutput: 0, images: 0 };
}

/** All tokens on the way in, cached ones included. */
export function totalInputTokens(usage: Usage): number {
  return usage.input + usage.cachedInput + usage.cacheWrite5m + usage.cacheWrite1h + usage.audioInput;
}

/** All tokens on the way out, reasoning included. */
export function totalOutputTokens(usage: Usage): number {
  return usage.output + usage.reasoning + usage.audioOutput;
}
