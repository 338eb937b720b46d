import { describe, expect, test } from 'vitest';
import { UnreadableAnswer } from '../adapter.ts';
import { readChatCompletion } from './response.ts';

const answer = (message: Record<string, unknown>, finish: string | null = 'stop') => ({
  id: 'a1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }],
});
const choiceOf = (message: Record<string, unknown>, finish?: string | null) => readChatCompletion(answer(message, finish)).choices[0];

describe('a whole answer', () => {
  test('has text, finish and identity', () => {
    expect(readChatCompletion(answer({ content: 'Hi' }))).toEqual({
      id: 'a1',
      model: 'm',
      createdAt: 1,
      choices: [{ index: 0, text: 'Hi', reasoning: [], toolCalls: [], refusal: null, finishReason: 'stop' }],
      usage: null,
    });
  });

  test('keeps what servers say beyond that: citations, images, sound, probabilities, who served it', () => {
    const body = {
      ...answer({
        content: 'Hi',
        annotations: [
          { type: 'url_citation', url_citation: { url: 'https://e.example', title: 'T', content: 'q', start_index: 0, end_index: 2 } },
          null,
        ],
        images: [{ image_url: { url: 'data:image/png;base64,AAAA' } }, { image_url: 5 }],
        audio: { id: 'a', data: 'AAAA' },
      }),
      provider: 'Some host',
      service_tier: 'default',
    };
    Object.assign(body.choices[0] ?? {}, { logprobs: { content: [{ token: 'Hi' }] } });
    expect(readChatCompletion(body)).toMatchObject({
      extra: { provider: 'Some host', service_tier: 'default' },
      choices: [
        {
          citations: [{ url: 'https://e.example', title: 'T', quote: 'q', startIndex: 0, endIndex: 2 }],
          images: ['data:image/png;base64,AAAA'],
          audio: { id: 'a', data: 'AAAA' },
          logprobs: { content: [{ token: 'Hi' }] },
        },
      ],
    });
  });

  test('may hold its content as parts, thinking among them', () => {
    const content = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
      { type: 'text', text: 'Hi' },
      { type: 'reference', reference_ids: [1] },
      { type: 'text', text: '!' },
    ];
    expect(choiceOf({ content })).toMatchObject({ text: 'Hi!', reasoning: [{ text: 'Hm.' }] });
  });

  test.each([
    [{ reasoning_content: 'Hm.' }, [{ text: 'Hm.' }]],
    [{ reasoning: 'Hm.' }, [{ text: 'Hm.' }]],
    [
      {
        reasoning: 'Hm.',
        reasoning_details: [
          { type: 'reasoning.text', text: 'Hm.', signature: 's' },
          { type: 'reasoning.encrypted', data: 'e' },
        ],
      },
      [
        { text: 'Hm.', signature: 's' },
        { text: '', encrypted: 'e' },
      ],
    ],
  ])('has reasoning wherever its server puts it: %o', (fields, reasoning) => {
    expect(choiceOf({ content: 'Hi', ...fields })?.reasoning).toEqual(reasoning);
  });

  test('that calls a tool finishes with tool_calls even when its server says stop', () => {
    const call = { id: 'c', type: 'function', function: { name: 'f', arguments: { a: 1 } } };
    expect(choiceOf({ tool_calls: [call] })).toMatchObject({
      text: '',
      toolCalls: [{ id: 'c', name: 'f', arguments: '{"a":1}' }],
      finishReason: 'tool_calls',
    });
  });

  test('gets ids made up, the same each time, for calls that lack one or share one', () => {
    const call = { type: 'function', function: { name: 'f', arguments: '{}' } };
    const message = { tool_calls: [call, { ...call, id: 'same' }, { ...call, id: 'same' }] };
    const ids = choiceOf(message)?.toolCalls.map((made) => made.id);
    expect(new Set(ids).size).toBe(3);
    expect(choiceOf(message)?.toolCalls.map((made) => made.id)).toEqual(ids);
  });

  test('in the old form has its function call as a tool call', () => {
    expect(choiceOf({ content: null, function_call: { name: 'f', arguments: '{}' } }, 'function_call')).toMatchObject({
      toolCalls: [{ name: 'f', arguments: '{}' }],
      finishReason: 'tool_calls',
    });
  });

  test.each([
    ['length', 'length'],
    ['model_length', 'length'],
    ['content_filter', 'content_filter'],
    ['eos', 'stop'],
    [null, 'stop'],
  ])('that ends with %s finishes with %s', (raw, finish) => {
    expect(choiceOf({ content: 'x' }, raw)?.finishReason).toBe(finish);
  });

  test('filtered whole may come without a message', () => {
    expect(readChatCompletion({ id: 'a', choices: [{ index: 0, finish_reason: 'content_filter' }] }).choices[0]).toMatchObject({
      text: '',
      finishReason: 'content_filter',
    });
  });

  test.each([
    ['text', '<html>'],
    ['null', null],
    ['another shape', { content: [] }],
    ['no choices', { choices: [] }],
    ['a choice without a message', { choices: [{}] }],
    ['an answer that broke off', answer({ content: 'x' }, 'error')],
  ])('is not readable from %s', (_, body) => {
    expect(() => readChatCompletion(body)).toThrow(UnreadableAnswer);
  });

  test('with status 200 and an error in it says the error', () => {
    expect(() => readChatCompletion({ error: { message: 'Provider is down', code: 502 } })).toThrow('Provider is down');
  });
});
