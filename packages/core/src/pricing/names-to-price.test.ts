import { describe, expect, it } from 'vitest';
import { namesToPrice } from './names-to-price.ts';

describe('namesToPrice', () => {
  it.each<[string, string, string[]]>([
    ['sim', 'paced:tokens=5', ['*']],
    ['vertex', 'claude-opus-4-1@20250805', ['claude-opus-4-1']],
    ['vertex', 'claude-opus-4-1@default', ['claude-opus-4-1']],
    ['vertex', 'gemini-2.5-pro', []],
    ['vertex', 'claude-opus-4-1@2025', []],
    ['bedrock', 'amazon.nova-lite-v1:0', ['amazon.nova-lite']],
    ['bedrock', 'us.amazon.nova-lite-v1:0', ['us.amazon.nova-lite', 'amazon.nova-lite-v1:0', 'amazon.nova-lite']],
    ['bedrock', 'global.anthropic.claude-x', ['global.anthropic.claude-x-v1:0', 'anthropic.claude-x', 'anthropic.claude-x-v1:0']],
    ['bedrock', 'anthropic.claude-x-v2:0', []],
    ['openai', 'gpt-4o-latest', []],
    ['openai', 'us.gpt-4o-v1:0', []],
  ])('gives for %s/%s the spellings %j', (provider, model, names) => {
    expect(namesToPrice(provider, model)).toEqual(names);
  });
});
