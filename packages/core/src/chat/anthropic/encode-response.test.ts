import { expect, test } from 'vitest';
import { emptyUsage } from '../../usage/usage.ts';
import type { AnswerContext } from '../front-dialect.ts';
import type { ChatChoice } from '../response.ts';
import { anthropicMessages } from './index.ts';

const context: AnswerContext = {
  request: { dialect: 'anthropic-messages', model: 'smart', messages: [], stream: false, includeUsage: true, extra: {} },
  createdAt: 1,
  uniqueId: 'abcdefghijklmnopqrstuvwxyz',
};
const encode = (given: Partial<ChatChoice>, id = 'chatcmpl-1') => {
  const choice: ChatChoice = { index: 0, text: '', reasoning: [], toolCalls: [], refusal: null, finishReason: 'stop', ...given };
  return anthropicMessages.encodeResponse({ id, model: 'm', createdAt: 5, choices: [choice], usage: null }, context, null);
};

test('the id has the form that clients expect; one of Anthropic’s own stays', () => {
  expect(encode({})['id']).toBe('msg_abcdefghijklmnopqrstuvwxyz');
  expect(encode({}, 'msg_01X')['id']).toBe('msg_01X');
});

test('thoughts come first, then text, then calls', () => {
  const message = encode({
    text: 'Hi',
    reasoning: [
      { text: 'Hm.', signature: 'S', format: 'anthropic-claude-v1' },
      { text: '', encrypted: 'R', format: 'anthropic-claude-v1' },
      { text: 'open' },
    ],
    toolCalls: [{ id: 't', name: 'f', arguments: '{"a":1}' }],
    citations: [
      { url: 'https://e.com', quote: 'q' },
      { title: 'D', startIndex: 1, endIndex: 2 },
    ],
    finishReason: 'tool_calls',
  });
  expect(message).toMatchObject({
    type: 'message',
    role: 'assistant',
    stop_reason: 'tool_use',
    content: [
      { type: 'thinking', thinking: 'Hm.', signature: 'S' },
      { type: 'redacted_thinking', data: 'R' },
      { type: 'thinking', thinking: 'open', signature: '' },
      {
        type: 'text',
        text: 'Hi',
        citations: [
          { type: 'web_search_result_location', url: 'https://e.com', cited_text: 'q' },
          { type: 'char_location', document_title: 'D', start_char_index: 1, end_char_index: 2 },
        ],
      },
      { type: 'tool_use', id: 't', name: 'f', input: { a: 1 } },
    ],
  });
});

test('another provider’s thought is wrapped, so that it comes home; a signed call has its thought before it', () => {
  const { content } = encode({
    reasoning: [{ text: 'sum', encrypted: 'E', format: 'openai-responses-v1', id: 'rs_1' }],
    toolCalls: [{ id: 't', name: 'f', arguments: '', signature: 'SIG' }],
  });
  expect(content).toEqual([
    { type: 'thinking', thinking: 'sum', signature: 'openai-responses-v1:e:rs_1:E' },
    { type: 'redacted_thinking', data: 'google-gemini-v1:e:t:SIG' },
    { type: 'tool_use', id: 't', name: 'f', input: {} },
  ]);
});

test('arguments that are no JSON, and what a custom tool takes, stay what the model wrote', () => {
  const toolCalls = [
    { id: 'a', name: 'f', arguments: '{"a":' },
    { id: 'b', name: 'sql', arguments: 'SELECT 1', isCustom: true },
  ];
  expect(encode({ toolCalls })['content']).toMatchObject([{ input: '{"a":' }, { input: 'SELECT 1' }]);
});

test.each([
  [{ finishReason: 'stop' as const }, { stop_reason: 'end_turn', stop_sequence: null }],
  [
    { finishReason: 'stop' as const, stopSequence: 'END' },
    { stop_reason: 'stop_sequence', stop_sequence: 'END' },
  ],
  [{ finishReason: 'length' as const }, { stop_reason: 'max_tokens' }],
  [
    { finishReason: 'content_filter' as const, refusal: 'No.' },
    { stop_reason: 'refusal', stop_details: { type: 'refusal', category: null, explanation: 'No.' }, content: [] },
  ],
  [{ refusal: 'I will not.' }, { stop_reason: 'end_turn', content: [{ type: 'text', text: 'I will not.', citations: null }] }],
])('an end as in %j', (given, wanted) => {
  expect(encode(given)).toMatchObject(wanted);
});

test('what a model drew or spoke is there', () => {
  expect(encode({ images: ['data:image/png;base64,aGk='] })['content']).toEqual([
    { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } },
  ]);
  expect(encode({ audio: { id: 'a', data: 'x', transcript: 'Spoken.' } })['content']).toMatchObject([{ text: 'Spoken.' }]);
});

test('the input leaves the cache out, writes are told by lifetime, the cost is there when it is known', () => {
  const usage = { ...emptyUsage(), input: 10, cachedInput: 5, cacheWrite5m: 2, cacheWrite1h: 1, output: 3, reasoning: 4 };
  const choices: ChatChoice[] = [{ index: 0, text: '', reasoning: [], toolCalls: [], refusal: null, finishReason: 'stop' }];
  const message = anthropicMessages.encodeResponse({ id: '', model: '', createdAt: null, choices, usage }, context, '0.25');
  expect(message).toMatchObject({
    model: 'smart',
    usage: {
      input_tokens: 10,
      cache_read_input_tokens: 5,
      cache_creation_input_tokens: 3,
      cache_creation: { ephemeral_5m_input_tokens: 2, ephemeral_1h_input_tokens: 1 },
      output_tokens: 7,
      output_tokens_details: { thinking_tokens: 4 },
      cost: 0.25,
    },
  });
});

test.each([
  [400, 'invalid_request_error'],
  [401, 'authentication_error'],
  [402, 'billing_error'],
  [403, 'permission_error'],
  [404, 'not_found_error'],
  [413, 'request_too_large'],
  [422, 'invalid_request_error'],
  [429, 'rate_limit_error'],
  [502, 'api_error'],
  [503, 'overloaded_error'],
  [504, 'timeout_error'],
])('an error of status %i is a %s', (status, type) => {
  const error = { status, code: 'c', message: 'm', param: 'p', requestId: 'req_1', gateway: { source: 'gateway' } };
  expect(anthropicMessages.encodeError(error)).toEqual({
    type: 'error',
    error: { type, message: 'm', code: 'c', param: 'p' },
    request_id: 'req_1',
    gateway: { source: 'gateway' },
  });
});
