import { describe, expect, test } from 'vitest';
import { emptyUsage } from '../../usage/usage.ts';
import type { ChatResponse } from '../response.ts';
import type { ChatRequest } from '../request.ts';
import { encodeOpenAiResponse } from './encode-response.ts';

const encode = (response: ChatResponse, costUsd: string | null = null, given: Partial<ChatRequest> = {}) =>
  encodeOpenAiResponse(
    response,
    {
      request: { dialect: 'openai-chat', model: 'm', messages: [], stream: false, includeUsage: false, extra: {}, ...given },
      createdAt: 9,
      uniqueId: 'u',
    },
    costUsd,
  );

const answer: ChatResponse = {
  id: 'a1',
  model: 'm',
  createdAt: 5,
  choices: [{ index: 0, text: 'Hi', reasoning: [], toolCalls: [], refusal: null, finishReason: 'stop' }],
  usage: { ...emptyUsage(), input: 5, cachedInput: 3, cacheWrite1h: 2, output: 4, reasoning: 6 },
};
const withChoice = (choice: Partial<ChatResponse['choices'][number]>): ChatResponse => ({
  ...answer,
  choices: answer.choices.map((plain) => ({ ...plain, ...choice })),
});

describe('a whole answer in OpenAI’s form', () => {
  test('has an id and a model where its provider gives none', () => {
    expect(encode({ ...answer, id: '', model: '' })).toMatchObject({ id: 'chatcmpl-u', model: 'm' });
  });

  test('has prompt tokens that include cached and written ones, and the cost as a number', () => {
    expect(encode(answer, '0.00012')).toEqual({
      id: 'a1',
      object: 'chat.completion',
      created: 5,
      model: 'm',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hi', refusal: null }, logprobs: null, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: 10,
        completion_tokens: 10,
        total_tokens: 20,
        prompt_tokens_details: { cached_tokens: 3, audio_tokens: 0, cache_write_tokens: 2 },
        completion_tokens_details: { reasoning_tokens: 6, audio_tokens: 0 },
        cost: 0.00012,
      },
    });
  });

  test('leaves usage out when the provider said nothing, and takes the given time for a missing one', () => {
    const encoded = encode({ ...answer, usage: null, createdAt: null });
    expect(encoded['usage']).toBeUndefined();
    expect(encoded['created']).toBe(9);
  });

  test('shows calls with a null content, reasoning, and what a client must hand back of it', () => {
    const encoded = encode(
      withChoice({
        text: '',
        reasoning: [{ text: 'Hm.', signature: 'sig' }],
        toolCalls: [{ id: 'c', name: 'f', arguments: '{}' }],
        finishReason: 'tool_calls',
      }),
    );
    expect(encoded['choices']).toEqual([
      {
        index: 0,
        logprobs: null,
        finish_reason: 'tool_calls',
        message: {
          role: 'assistant',
          content: null,
          refusal: null,
          reasoning_content: 'Hm.',
          reasoning_details: [{ type: 'reasoning.text', text: 'Hm.', signature: 'sig', index: 0 }],
          tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }],
        },
      },
    ]);
  });

  test('shows a refusal as a refusal', () => {
    const encoded = encode(withChoice({ text: '', refusal: 'No.' }));
    expect(encoded['choices']).toMatchObject([{ message: { content: null, refusal: 'No.' } }]);
  });

  test('speaks the old form to a caller of the old form', () => {
    const call = withChoice({ text: '', toolCalls: [{ id: 'c', name: 'f', arguments: '{}' }], finishReason: 'tool_calls' });
    expect(encode(call, null, { usesFunctions: true })['choices']).toMatchObject([
      { message: { function_call: { name: 'f', arguments: '{}' } }, finish_reason: 'function_call' },
    ]);
  });
});
