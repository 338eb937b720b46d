import type { ChatRequest, Message } from '@tollgate/core/chat/request';
import { describe, expect, test } from 'vitest';
import { buildBody } from './request.ts';

const say = (text: string) => [{ type: 'text' as const, text }];
const user = (text: string): Message => ({ role: 'user', content: say(text) });
const plain: ChatRequest = {
  dialect: 'openai-chat',
  model: 'smart',
  messages: [user('Hi')],
  stream: false,
  includeUsage: false,
  extra: {},
};
const build = (request: Partial<ChatRequest>, model = 'gpt-4o') => buildBody({ ...plain, ...request }, model);

test('a plain request is not stored', () => {
  expect(build({ stream: true })).toEqual({
    body: {
      model: 'gpt-4o',
      input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }],
      stream: true,
      store: false,
    },
    warnings: [],
  });
});

test.each([
  ['gpt-5.2', true],
  ['openai/o3-mini', true],
  ['gpt-5-chat-latest', false],
  ['gpt-4.1', false],
])('%s is asked for its encrypted reasoning: %s', (model, isAsked) => {
  expect(build({}, model).body['include']).toEqual(isAsked ? ['reasoning.encrypted_content'] : undefined);
});

test('who wants an answer stored, or more included, gets that', () => {
  const extra = { store: true, include: ['web_search_call.results'] };
  const { body } = build({ dialect: 'openai-responses', extra }, 'gpt-5.2');
  expect(body).toMatchObject({ store: true, include: ['web_search_call.results'] });
});

test('ids that the gateway has resolved stay here', () => {
  const extra = { previous_response_id: 'resp_1', conversation: 'conv_1', truncation: 'auto', text: { verbosity: 'low' } };
  const responseFormat = { type: 'json_object' } as const;
  const { body, warnings } = build({ dialect: 'openai-responses', extra, responseFormat });
  expect(body).toMatchObject({ truncation: 'auto', text: { verbosity: 'low', format: { type: 'json_object' } } });
  expect(body).not.toHaveProperty('previous_response_id');
  expect(body).not.toHaveProperty('conversation');
  expect(warnings).toEqual([]);
});

test('instructions go apart; other system texts keep their place', () => {
  const messages: Message[] = [
    { role: 'system', content: say('Be kind.'), isInstructions: true },
    { role: 'system', content: say('And brief.') },
    user('Hi'),
  ];
  expect(build({ messages }).body).toMatchObject({
    instructions: 'Be kind.',
    input: [{ role: 'system', content: [{ text: 'And brief.' }] }, { role: 'user' }],
  });
});

describe('a conversation', () => {
  test('has thoughts before what they led to, calls, and results by their kind', () => {
    const messages: Message[] = [
      user('Hi'),
      {
        role: 'assistant',
        content: say('Well.'),
        reasoning: [
          { text: 'a', isSummary: true },
          { text: 'b', isSummary: true, encrypted: 'E', format: 'openai-responses-v1', id: 'rs_1' },
        ],
        toolCalls: [
          { id: 'c1', name: 'f', arguments: '' },
          { id: 'c2', name: 'sql', arguments: 'SELECT 1', isCustom: true },
        ],
      },
      { role: 'tool', toolCallId: 'c1', content: [...say('seen'), { type: 'image', url: 'https://e.com/a.png' }] },
      { role: 'tool', toolCallId: 'c2', content: say('rows'), isError: true },
    ];
    const { body, warnings } = build({ messages });
    expect((body['input'] as unknown[]).slice(1)).toEqual([
      {
        type: 'reasoning',
        id: 'rs_1',
        summary: [
          { type: 'summary_text', text: 'a' },
          { type: 'summary_text', text: 'b' },
        ],
        encrypted_content: 'E',
      },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Well.' }] },
      { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{}' },
      { type: 'custom_tool_call', call_id: 'c2', name: 'sql', input: 'SELECT 1' },
      {
        type: 'function_call_output',
        call_id: 'c1',
        output: [
          { type: 'input_text', text: 'seen' },
          { type: 'input_image', image_url: 'https://e.com/a.png', detail: 'auto' },
        ],
      },
      { type: 'custom_tool_call_output', call_id: 'c2', output: 'rows' },
    ]);
    expect(warnings).toEqual(['is_error']);
  });

  test('of another provider loses its thoughts, by name', () => {
    const reasoning = [{ text: 'Hm.', signature: 'S', format: 'anthropic-claude-v1' as const }];
    const messages: Message[] = [user('Hi'), { role: 'assistant', content: say('a'), toolCalls: [], reasoning }];
    expect(build({ messages }).warnings).toEqual(['reasoning_content']);
    expect(JSON.stringify(build({ messages }).body)).not.toContain('Hm.');
  });

  test('keeps the items of tools that the provider ran, for callers of this dialect', () => {
    const raw = { type: 'web_search_call', id: 'ws_1' };
    const messages: Message[] = [user('Hi'), { role: 'assistant', content: [{ type: 'other', raw }, ...say('a')], toolCalls: [] }];
    expect((build({ dialect: 'openai-responses', messages }).body['input'] as unknown[])[1]).toEqual(raw);
    expect(build({ messages }).warnings).toEqual(['web_search_call']);
  });
});

test('files have what they need: a data URL and a name', () => {
  const content: Message['content'] = [
    { type: 'file', data: 'aGk=' },
    { type: 'file', url: 'https://e.com/a.pdf' },
    { type: 'file', fileId: 'file_1' },
  ];
  const { body } = build({ messages: [{ role: 'user', content }] });
  expect((body['input'] as { content: unknown }[])[0]?.content).toEqual([
    { type: 'input_file', file_data: 'data:application/pdf;base64,aGk=', filename: 'document.pdf' },
    { type: 'input_file', file_url: 'https://e.com/a.pdf' },
    { type: 'input_file', file_id: 'file_1' },
  ]);
});

describe('strictness, which is the other way round here', () => {
  const tools = [{ name: 'f', parameters: { type: 'object' } }];
  const responseFormat = { type: 'json_schema' as const, name: 'n', schema: { type: 'object' } };

  test('is switched off for who did not ask for it elsewhere', () => {
    expect(build({ tools, responseFormat }).body).toMatchObject({ tools: [{ strict: false }], text: { format: { strict: false } } });
  });

  test('is left to the API for its own callers', () => {
    const { body } = build({ dialect: 'openai-responses', tools, responseFormat });
    expect((body['tools'] as object[])[0]).not.toHaveProperty('strict');
    expect((body['text'] as { format: object }).format).not.toHaveProperty('strict');
  });
});

test('custom tools and the choice of them are the same in other words', () => {
  const grammar = { definition: 'start: "a"', syntax: 'lark' };
  const raw = { type: 'custom', custom: { name: 'sql', description: 'd', format: { type: 'grammar', grammar } } };
  const { body, warnings } = build({ tools: [{ name: 'sql', raw }], toolChoice: { type: 'tool', name: 'sql' } });
  expect(body['tools']).toEqual([{ type: 'custom', name: 'sql', description: 'd', format: { type: 'grammar', ...grammar } }]);
  expect(body['tool_choice']).toEqual({ type: 'custom', name: 'sql' });
  expect(warnings).toEqual([]);
});

test('what the API lacks is named as its caller knows it', () => {
  const lost = { stop: ['x'], seed: 1, presencePenalty: 1, frequencyPenalty: 1, choices: 2, maxOutputTokens: 5 };
  expect(build(lost).warnings).toEqual(['max_tokens', 'stop', 'seed', 'presence_penalty', 'frequency_penalty', 'n']);
  const inMessages = build({ dialect: 'anthropic-messages', stop: ['x'], topK: 3, extra: { container: 'c' } });
  expect(inMessages.warnings).toEqual(['container', 'stop_sequences', 'top_k']);
});

test('log probabilities and thinking are asked for in this API’s words', () => {
  const { body } = build({ logprobs: true, topLogprobs: 3, reasoning: { maxTokens: 20_000, summary: 'auto' } });
  expect(body).toMatchObject({
    include: ['message.output_text.logprobs'],
    top_logprobs: 3,
    reasoning: { effort: 'high', summary: 'auto' },
  });
  expect(build({ extra: { verbosity: 'low', service_tier: 'flex', prompt_cache_key: 'k' } }).body).toMatchObject({
    text: { verbosity: 'low' },
    service_tier: 'flex',
    prompt_cache_key: 'k',
  });
});
