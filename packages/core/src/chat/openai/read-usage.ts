import type { Usage } from '../../usage/usage.ts';
import { isJsonObject, type JsonObject } from './is-json-object.ts';

/** More than any call can consume; a figure above it is a provider's bug and must not become a bill. */
const MOST_TOKENS = 1_000_000_000;

/**
 * OpenAI's usage object as disjoint buckets. Prompt tokens include cached ones and completion tokens include reasoning, except at
 * xAI, where the total shows that reasoning comes on top. Each detail is cut to what its total still holds, so the buckets always
 * add up to the provider's own totals.
 *
 * @returns `null` when there is no usage object.
 */
export function readOpenAiUsage(usage: unknown): Usage | null {
  if (!isJsonObject(usage)) return null;
  const prompt = tokens(usage['prompt_tokens']);
  const completion = tokens(usage['completion_tokens']);
  const promptDetails = details(usage['prompt_tokens_details']);
  const completionDetails = details(usage['completion_tokens_details']);

  const cachedInput = Math.min(readCached(usage, promptDetails), prompt);
  const cacheWrite5m = Math.min(tokens(promptDetails['cache_write_tokens']), prompt - cachedInput);
  const audioInput = Math.min(tokens(promptDetails['audio_tokens']), prompt - cachedInput - cacheWrite5m);

  const said = tokens(completionDetails['reasoning_tokens']);
  const total = tokens(usage['total_tokens']);
  const isOnTop = said > 0 && (total === prompt + completion + said || (said > completion && total !== prompt + completion));
  const outputTotal = isOnTop ? completion + said : completion;
  const reasoning = Math.min(said, outputTotal);
  const audioOutput = Math.min(tokens(completionDetails['audio_tokens']), outputTotal - reasoning);
  return {
    input: prompt - cachedInput - cacheWrite5m - audioInput,
    cachedInput,
    cacheWrite5m,
    cacheWrite1h: 0,
    output: outputTotal - reasoning - audioOutput,
    reasoning,
    audioInput,
    audioOutput,
    images: 0,
  };
}

/** OpenAI's own place first, then DeepSeek's and Moonshot's. */
function readCached(usage: JsonObject, promptDetails: JsonObject): number {
  return tokens(promptDetails['cached_tokens'] ?? usage['prompt_cache_hit_tokens'] ?? usage['cached_tokens']);
}

const NO_DETAILS: JsonObject = {};

function details(value: unknown): JsonObject {
  return isJsonObject(value) ? value : NO_DETAILS;
}

function tokens(value: unknown): number {
  return typeof value === 'number' && value > 0 && value <= MOST_TOKENS ? Math.floor(value) : 0;
}
