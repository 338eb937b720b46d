import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyUsage, totalInputTokens, totalOutputTokens } from '../../usage/usage.ts';
import { readOpenAiUsage } from './read-usage.ts';
import { writeOpenAiUsage } from './write-usage.ts';

describe('OpenAI usage becomes disjoint buckets', () => {
  test.each([
    ['plain', { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 }, { input: 10, output: 5 }],
    [
      'cached tokens are part of the prompt and reasoning of the completion',
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        total_tokens: 150,
        prompt_tokens_details: { cached_tokens: 60, audio_tokens: 10 },
        completion_tokens_details: { reasoning_tokens: 30, audio_tokens: 5 },
      },
      { input: 30, cachedInput: 60, audioInput: 10, output: 15, reasoning: 30, audioOutput: 5 },
    ],
    [
      'xAI: the total shows that reasoning comes on top',
      { prompt_tokens: 12, completion_tokens: 2, total_tokens: 334, completion_tokens_details: { reasoning_tokens: 320 } },
      { input: 12, output: 2, reasoning: 320 },
    ],
    [
      'more reasoning than completion with a total that excludes it is cut to the completion',
      { prompt_tokens: 43, completion_tokens: 10, total_tokens: 53, completion_tokens_details: { reasoning_tokens: 11 } },
      { input: 43, reasoning: 10 },
    ],
    ['DeepSeek', { prompt_tokens: 20, completion_tokens: 1, prompt_cache_hit_tokens: 15 }, { input: 5, cachedInput: 15, output: 1 }],
    ['Moonshot', { prompt_tokens: 20, completion_tokens: 1, cached_tokens: 10 }, { input: 10, cachedInput: 10, output: 1 }],
    [
      'OpenRouter counts cache writes',
      { prompt_tokens: 20, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 10, cache_write_tokens: 4 } },
      { input: 6, cachedInput: 10, cacheWrite5m: 4, output: 1 },
    ],
    [
      'more cached tokens than the prompt has are not believed',
      { prompt_tokens: 7, completion_tokens: 8, prompt_tokens_details: { cached_tokens: 161 } },
      { cachedInput: 7, output: 8 },
    ],
    ['negative, absurd and non-numeric figures are 0', { prompt_tokens: -5, completion_tokens: 1e15, total_tokens: 'x' }, {}],
    ['details may be null', { prompt_tokens: 1, completion_tokens: 1, prompt_tokens_details: null }, { input: 1, output: 1 }],
  ])('%s', (_, usage, buckets) => {
    expect(readOpenAiUsage(usage)).toEqual({ ...emptyUsage(), ...buckets });
  });

  test.each([null, undefined, 'x', 3, []])('there is none in %o', (value) => {
    expect(readOpenAiUsage(value)).toBeNull();
  });
});

const tokens = fc.integer({ min: 0, max: 1_000_000 });

test('the buckets add up to the provider’s totals whatever its details claim', () => {
  fc.assert(
    fc.property(tokens, tokens, tokens, tokens, tokens, (prompt, completion, cached, written, audio) => {
      const details = { cached_tokens: cached, cache_write_tokens: written, audio_tokens: audio };
      const usage = readOpenAiUsage({ prompt_tokens: prompt, completion_tokens: completion, prompt_tokens_details: details });
      expect(usage && totalInputTokens(usage)).toBe(prompt);
      expect(usage && totalOutputTokens(usage)).toBe(completion);
      for (const bucket of Object.values(usage ?? {})) expect(bucket).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('what is written is read back the same', () => {
  const bucket = fc.integer({ min: 0, max: 100_000 });
  const usage = fc.record({
    input: bucket,
    cachedInput: bucket,
    cacheWrite5m: bucket,
    output: bucket,
    reasoning: bucket,
    audioInput: bucket,
    audioOutput: bucket,
  });
  fc.assert(
    fc.property(usage, (buckets) => {
      const whole = { ...emptyUsage(), ...buckets };
      expect(readOpenAiUsage(writeOpenAiUsage(whole))).toEqual(whole);
    }),
  );
});
