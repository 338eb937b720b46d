import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { Usage } from '@tollgate/core/usage/usage';

/** More than any call can consume; a figure above it is a bug and must not become a bill. */
const MOST_TOKENS = 1_000_000_000;

/**
 * Adds what a later usage object says to what earlier ones said: the last value of each field wins. The final figures differ from the
 * first ones in a third of the recorded streams, and fields that a later object leaves out stay valid.
 */
export function mergeUsage(known: JsonObject, said: unknown): JsonObject {
  if (!isJsonObject(said)) return known;
  const merged = { ...known };
  for (const field in said) {
    const value = said[field];
    if (value === null || value === undefined) continue;
    const before = merged[field];
    merged[field] = isJsonObject(value) && isJsonObject(before) ? { ...before, ...value } : value;
  }
  return merged;
}

/** `input_tokens` excludes both kinds of cache; thinking is part of `output_tokens`. */
export function readUsage(usage: unknown): Usage | null {
  if (!isJsonObject(usage)) return null;
  const written = isJsonObject(usage['cache_creation']) ? usage['cache_creation'] : {};
  const in1h = tokens(written['ephemeral_1h_input_tokens']);
  const in5m = tokens(written['ephemeral_5m_input_tokens']);
  const total = usage['cache_creation_input_tokens'];
  const writtenTotal = total === undefined || total === null ? in1h + in5m : tokens(total);
  const cacheWrite1h = Math.min(in1h, writtenTotal);
  const details = isJsonObject(usage['output_tokens_details']) ? usage['output_tokens_details'] : {};
  const output = tokens(usage['output_tokens']);
  const reasoning = Math.min(tokens(details['thinking_tokens']), output);
  return {
    input: tokens(usage['input_tokens']),
    cachedInput: tokens(usage['cache_read_input_tokens']),
    cacheWrite5m: writtenTotal - cacheWrite1h,
    cacheWrite1h,
    output: output - reasoning,
    reasoning,
    audioInput: 0,
    audioOutput: 0,
    images: 0,
  };
}

function tokens(value: unknown): number {
  return typeof value === 'number' && value > 0 && value <= MOST_TOKENS ? Math.floor(value) : 0;
}
