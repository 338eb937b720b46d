import { describe, expect, it } from 'vitest';
import { tailUsage } from './tail-usage.ts';

const usage = { prompt_tokens: 7, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 2 } };
const completion = {
  id: 'x',
  choices: [{ message: { content: 'The "usage" of {braces} and \\ signs' } }],
  usage,
  system_fingerprint: 'fp',
};

describe('tailUsage', () => {
  it.each([
    ['compact', JSON.stringify(completion)],
    ['spaced', `${JSON.stringify(completion, null, 2)}\n`],
  ])('finds the usage object of a %s completion', (_name, text) => {
    expect(tailUsage(text)).toEqual(usage);
  });

  it.each([
    ['an error', JSON.stringify({ error: { message: 'no' }, choices: [], usage })],
    ['no completion', JSON.stringify({ usage })],
    ['HTML', '<html>"choices" "usage": {}</html>'],
    ['a completion without usage', JSON.stringify({ choices: [] })],
    ['no usage but the word', JSON.stringify({ choices: [{ message: { content: '"usage":{"prompt_tokens":1}' } }] })],
    ['usage null', JSON.stringify({ choices: [], usage: null })],
    ['a cut completion', JSON.stringify(completion).slice(0, -25)],
    ['usage long before the end', JSON.stringify({ choices: [], usage, padding: 'x'.repeat(5000) })],
  ])('leaves %s to be read whole', (_name, text) => {
    expect(tailUsage(text)).toBeNull();
  });
});
