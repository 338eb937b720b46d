import { expect, test } from 'vitest';
import { emptyUsage } from '../../usage/usage.ts';
import type { AnswerContext } from '../front-dialect.ts';
import type { ChatRequest } from '../request.ts';
import type { ChatChoice } from '../response.ts';
import { openAiResponses } from './index.ts';

const plain: ChatRequest = { dialect: 'openai-responses', model: 'smart', messages: [], stream: false, includeUsage: true, extra: {} };
const context = (request: Partial<ChatRequest> = {}): AnswerContext => ({
  request: { ...plain, ...request },
  createdAt: 7,
  uniqueId: 'abcdefghijklmnopqrstuvwxyz',
});
const encode = (given: Partial<ChatChoice>, request: Partial<ChatRequest> = {}) => {
  const choice: ChatChoice = { index: 0, text: '', reasoning: [], toolCalls: [], refusal: null, finishReason: 'stop', ...given };
  const answer = { id: 'x', model: 'm', createdAt: null, choices: [choice], usage: null };
  return openAiResponses.encodeResponse(answer, context(request), null);
};

test('what was asked is repeated, defaults filled in', () => {
  const decoded = openAiResponses.decodeRequest({
    model: 'smart',
    input: 'Hi',
    instructions: 'Be kind.',
    tools: [{ type: 'function', name: 'f', parameters: { type: 'object' } }, { type: 'web_search' }],
    tool_choice: { type: 'function', name: 'f' },
    max_output_tokens: 9,
    metadata: { a: 'b' },
    text: { verbosity: 'low' },
    previous_response_id: 'resp_0',
    store: false,
  });
  if (!decoded.ok) throw new Error(decoded.message);
  expect(encode({ text: 'Hi' }, decoded.request)).toMatchObject({
    id: 'resp_abcdefghijklmnopqrstuvwxyz',
    object: 'response',
    created_at: 7,
    status: 'completed',
    error: null,
    incomplete_details: null,
    instructions: 'Be kind.',
    max_output_tokens: 9,
    metadata: { a: 'b' },
    parallel_tool_calls: true,
    previous_response_id: 'resp_0',
    reasoning: { effort: null, summary: null },
    store: false,
    temperature: null,
    text: { format: { type: 'text' }, verbosity: 'low' },
    tool_choice: { type: 'function', name: 'f' },
    tools: [{ type: 'function', name: 'f', parameters: { type: 'object' }, strict: true, description: null }, { type: 'web_search' }],
    truncation: 'disabled',
  });
});

test('thoughts, message, pictures and calls are items with ids of their own', () => {
  const { output } = encode({
    text: 'Hi',
    reasoning: [
      { text: 'one', id: 'rs_1', format: 'openai-responses-v1', isSummary: true },
      { text: 'two', id: 'rs_1', format: 'openai-responses-v1', isSummary: true, encrypted: 'E' },
      { text: 'Hm.', signature: 'S', format: 'anthropic-claude-v1' },
    ],
    citations: [{ url: 'https://e.com', title: 'E', startIndex: 0, endIndex: 2 }],
    images: ['data:image/png;base64,aGk='],
    toolCalls: [
      { id: 'c1', name: 'f', arguments: '{}', signature: 'SIG' },
      { id: 'c2', name: 'sql', arguments: 'SELECT 1', isCustom: true },
    ],
    logprobs: { content: [{ token: 'Hi' }] },
  });
  expect(output).toMatchObject([
    { id: 'rs_1', type: 'reasoning', summary: [{ text: 'one' }, { text: 'two' }], encrypted_content: 'E' },
    { type: 'reasoning', summary: [{ text: 'Hm.' }], encrypted_content: 'anthropic-claude-v1:s::S' },
    {
      type: 'message',
      role: 'assistant',
      status: 'completed',
      content: [
        {
          type: 'output_text',
          text: 'Hi',
          annotations: [{ type: 'url_citation', url: 'https://e.com', title: 'E', start_index: 0, end_index: 2 }],
          logprobs: [{ token: 'Hi' }],
        },
      ],
    },
    { type: 'image_generation_call', status: 'completed', result: 'aGk=' },
    { type: 'reasoning', summary: [], encrypted_content: 'google-gemini-v1:e:c1:SIG' },
    { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{}', status: 'completed' },
    { type: 'custom_tool_call', call_id: 'c2', name: 'sql', input: 'SELECT 1' },
  ]);
  const ids = (output as { id: string; type: string }[]).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.map((id) => id.slice(0, id.indexOf('_')))).toEqual(['rs', 'rs', 'msg', 'ig', 'rs', 'fc', 'ctc']);
});

test.each([
  ['stop', 'completed', null],
  ['tool_calls', 'completed', null],
  ['length', 'incomplete', { reason: 'max_output_tokens' }],
  ['content_filter', 'incomplete', { reason: 'content_filter' }],
] as const)('a finish by %s is %s', (finishReason, status, details) => {
  expect(encode({ text: 'a', finishReason })).toMatchObject({ status, incomplete_details: details, output: [{ status }] });
});

test('a refusal is a part of its own', () => {
  expect(encode({ refusal: 'No.' })['output']).toMatchObject([{ content: [{ type: 'refusal', refusal: 'No.' }] }]);
});

test('usage counts the cache and reasoning in, and tells the cost when it is known', () => {
  const usage = { ...emptyUsage(), input: 10, cachedInput: 5, cacheWrite5m: 2, output: 3, reasoning: 4 };
  const choices: ChatChoice[] = [{ index: 0, text: '', reasoning: [], toolCalls: [], refusal: null, finishReason: 'stop' }];
  const answer = { id: 'resp_own', model: '', createdAt: 9, choices, usage, extra: { service_tier: 'flex' } };
  expect(openAiResponses.encodeResponse(answer, context(), '0.5')).toMatchObject({
    id: 'resp_own',
    model: 'smart',
    created_at: 9,
    service_tier: 'flex',
    usage: {
      input_tokens: 17,
      input_tokens_details: { cached_tokens: 5, cache_write_tokens: 2 },
      output_tokens: 7,
      output_tokens_details: { reasoning_tokens: 4 },
      total_tokens: 24,
      cost: 0.5,
    },
  });
});
