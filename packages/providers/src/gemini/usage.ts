import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { Usage } from '@tollgate/core/usage/usage';

/** More than any call can consume; a figure above it is a bug and must not become a bill. */
const MOST_TOKENS = 1_000_000_000;

/**
 * `usageMetadata` as disjoint buckets. Prompt tokens include cached ones; what built-in tools read comes on top of the prompt, and
 * thoughts on top of the answer.
 *
 * @returns `null` when it counts nothing, as in the first events of some streams.
 */
export function readUsage(usage: unknown): Usage | null {
  if (!isJsonObject(usage)) return null;
  if (!['promptTokenCount', 'candidatesTokenCount', 'totalTokenCount'].some((field) => typeof usage[field] === 'number')) return null;
  const prompt = tokens(usage['promptTokenCount']);
  const answer = tokens(usage['candidatesTokenCount']);
  const cachedInput = Math.min(tokens(usage['cachedContentTokenCount']), prompt);
  const uncachedAudio = audioTokens(usage['promptTokensDetails']) - audioTokens(usage['cacheTokensDetails']);
  const audioInput = Math.min(Math.max(uncachedAudio, 0), prompt - cachedInput);
  const audioOutput = Math.min(audioTokens(usage['candidatesTokensDetails']), answer);
  return {
    input: prompt - cachedInput - audioInput + tokens(usage['toolUsePromptTokenCount']),
    cachedInput,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    output: answer - audioOutput,
    reasoning: tokens(usage['thoughtsTokenCount']),
    audioInput,
    audioOutput,
    images: 0,
  };
}

/** How the call was served, in OpenAI's word; `null` when nothing is said. */
export function readServiceTier(usage: unknown): string | null {
  if (!isJsonObject(usage)) return null;
  const tier = usage['serviceTier'];
  if (typeof tier === 'string') return tier === 'standard' ? 'default' : tier;
  switch (usage['trafficType']) {
    case 'ON_DEMAND_FLEX':
      return 'flex';
    case 'ON_DEMAND_PRIORITY':
      return 'priority';
    default:
      return null;
  }
}

const AUDIO = new Set<unknown>(['AUDIO', 4]);

function audioTokens(details: unknown): number {
  let sum = 0;
  if (Array.isArray(details)) for (const detail of details) if (isAudio(detail)) sum += tokens(detail['tokenCount']);
  return sum;
}

function isAudio(detail: unknown): detail is JsonObject {
  return isJsonObject(detail) && AUDIO.has(detail['modality']);
}

function tokens(value: unknown): number {
  return typeof value === 'number' && value > 0 && value <= MOST_TOKENS ? Math.floor(value) : 0;
}
