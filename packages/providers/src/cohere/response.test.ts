import { describe, expect, test } from 'vitest';
import { UnreadableAnswer } from '../adapter.ts';
import { readError } from './error.ts';
import { readChat } from './response.ts';

const answer = (message: object, finish = 'COMPLETE', usage?: unknown) => ({
  id: 'a1',
  message: { role: 'assistant', ...message },
  finish_reason: finish,
  usage,
});
const choiceOf = (message: object, finish?: string) => readChat(answer(message, finish)).choices[0];

describe('a whole answer', () => {
  test('has thoughts, text, and both what was used and what is paid', () => {
    const usage = {
      billed_units: { input_tokens: 83, output_tokens: 109 },
      tokens: { input_tokens: 379, output_tokens: 164, reasoning_tokens: 54 },
      cached_tokens: 144,
    };
    const content = [
      { type: 'thinking', thinking: 'Hm.' },
      { type: 'text', text: 'Hi' },
    ];
    expect(readChat(answer({ content }, 'COMPLETE', usage))).toMatchObject({
      id: 'a1',
      choices: [{ text: 'Hi', reasoning: [{ text: 'Hm.' }], finishReason: 'stop' }],
      usage: { input: 235, cachedInput: 144, output: 110, reasoning: 54 },
      billed: { input: 83, cachedInput: 0, output: 109, reasoning: 0 },
    });
  });

  test('with calls begins with the plan', () => {
    const tool_calls = [{ id: 't1', type: 'function', function: { name: 'f', arguments: '' } }];
    expect(choiceOf({ tool_plan: 'I will look.', tool_calls }, 'TOOL_CALL')).toMatchObject({
      text: 'I will look.',
      toolCalls: [{ id: 't1', name: 'f', arguments: '{}' }],
      finishReason: 'tool_calls',
    });
  });

  test('has a citation for each source, at units of our own', () => {
    const source = {
      type: 'tool',
      id: 'https://example.com/r',
      tool_output: { text: 'made in 1993', title: 'Facts', url: 'https://example.com/r' },
    };
    const read = choiceOf({
      content: [{ type: 'text', text: '🎉 In 1993.' }],
      citations: [{ start: 5, end: 9, text: '1993', sources: [source, { type: 'document', id: 'doc1', document: { snippet: 's' } }] }],
    });
    expect(read?.citations).toEqual([
      { url: 'https://example.com/r', title: 'Facts', quote: 'made in 1993', startIndex: 6, endIndex: 10 },
      { title: 'doc1', quote: 's', startIndex: 6, endIndex: 10 },
    ]);
  });

  test.each([
    ['COMPLETE', 'stop'],
    ['STOP_SEQUENCE', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['TOOL_CALL', 'tool_calls'],
    ['ERROR_TOXIC', 'content_filter'],
  ])('that ended by %s finished by %s', (reason, finish) => {
    expect(choiceOf({ content: [] }, reason)?.finishReason).toBe(finish);
  });

  test.each([[null], ['x'], [{ message: 'too many requests' }], [answer({}, 'ERROR')], [answer({}, 'TIMEOUT')]])(
    'that is none (%j) is unreadable',
    (body) => {
      expect(() => readChat(body)).toThrow(UnreadableAnswer);
    },
  );
});

test('a word on the deny-list is refused content; a key is the credential’s', () => {
  expect(readError(498, {}, '{"message":"invalid token"}').outcome).toBe('content_filter');
  expect(readError(401, {}, '{"id":"1","message":"invalid api token"}').outcome).toBe('auth');
  expect(readError(400, {}, '{"message":"too many tokens: total number of tokens in the prompt cannot exceed 4081"}').outcome).toBe(
    'context_length',
  );
});
