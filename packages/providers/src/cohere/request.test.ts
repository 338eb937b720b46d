import type { ChatRequest, ContentPart, Message } from '@tollgate/core/chat/request';
import { describe, expect, test } from 'vitest';
import { cohereAdapter } from './index.ts';
import { buildBody } from './request.ts';

const say = (text: string): ContentPart[] => [{ type: 'text', text }];
const plain: ChatRequest = {
  dialect: 'openai-chat',
  model: 'smart',
  messages: [{ role: 'user', content: say('Hello') }],
  stream: false,
  includeUsage: false,
  extra: {},
};
const MODEL = 'command-a-03-2025';
const build = (request: Partial<ChatRequest>, model = MODEL) => buildBody({ ...plain, ...request }, model);
const f = { name: 'f', description: 'd', parameters: { type: 'object' } };
const g = { name: 'g' };
const messagesOf = (...messages: Message[]) => build({ messages }).body['messages'];

test('the call needs no more than model and turn', () => {
  expect(cohereAdapter.chat.path({ model: MODEL, settings: {} }, true)).toBe('/v2/chat');
  expect(build({ stream: true })).toEqual({
    body: { model: MODEL, messages: [{ role: 'user', content: 'Hello' }], stream: true },
    warnings: [],
  });
});

describe('messages', () => {
  test('keep system and developer texts in their place', () => {
    expect(
      messagesOf({ role: 'system', content: say('a') }, { role: 'user', content: say('x') }, { role: 'developer', content: say('b') }),
    ).toEqual([
      { role: 'system', content: 'a' },
      { role: 'user', content: 'x' },
      { role: 'system', content: 'b' },
    ]);
  });

  test('say what goes with calls as the plan, because a turn that calls has no content', () => {
    const toolCalls = [{ id: 't', name: 'f', arguments: '' }];
    expect(
      messagesOf({ role: 'assistant', content: say('I will look.'), toolCalls }, { role: 'tool', toolCallId: 't', content: say('ok') }),
    ).toEqual([
      {
        role: 'assistant',
        tool_plan: 'I will look.',
        tool_calls: [{ id: 't', type: 'function', function: { name: 'f', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 't', content: 'ok' },
    ]);
  });

  test('are lists of parts only where there is an image', () => {
    const image: ContentPart = { type: 'image', url: 'https://example.com/a.png', detail: 'low' };
    expect(messagesOf({ role: 'user', content: [...say('a'), ...say('b')] })).toEqual([{ role: 'user', content: 'a\nb' }]);
    expect(messagesOf({ role: 'user', content: [...say('a'), image] })).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a' },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } },
        ],
      },
    ]);
  });

  test('name what has no place', () => {
    const content: ContentPart[] = [
      { type: 'text', text: 'x', cacheControl: {} },
      { type: 'audio', data: '', format: 'wav' },
      { type: 'file', data: 'AAAA' },
      { type: 'other', raw: { type: 'video_url' } },
    ];
    expect(build({ messages: [{ role: 'user', content }] }).warnings).toEqual(['cache_control', 'input_audio', 'file_data', 'video_url']);
    const shown: Message = {
      role: 'tool',
      toolCallId: 't',
      content: [{ type: 'image', url: 'data:image/png;base64,AAAA' }],
      isError: true,
    };
    expect(build({ messages: [shown] }).warnings).toEqual(['is_error', 'image_url']);
  });

  test('give thoughts back to models that think, but nobody else’s signed ones', () => {
    const reasoning = [{ text: 'Hm.' }, { text: 'Other.', signature: 's' }];
    const messages: Message[] = [{ role: 'assistant', content: say('Hi'), toolCalls: [], reasoning }];
    expect(build({ messages }, 'command-a-reasoning-08-2025')).toMatchObject({
      body: {
        messages: [
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: 'Hm.' },
              { type: 'text', text: 'Hi' },
            ],
          },
        ],
      },
      warnings: ['reasoning_content'],
    });
    expect(build({ messages })).toMatchObject({ body: { messages: [{ content: 'Hi' }] }, warnings: ['reasoning_content'] });
  });
});

describe('tools', () => {
  test.each([
    [{ type: 'auto' }, undefined, ['f', 'g']],
    [{ type: 'required' }, 'REQUIRED', ['f', 'g']],
    [{ type: 'none' }, 'NONE', ['f', 'g']],
    [{ type: 'tool', name: 'g' }, 'REQUIRED', ['g']],
  ] as const)('with the choice %j are chosen by %j from %j', (toolChoice, written, names) => {
    const { body } = build({ tools: [f, g], toolChoice });
    expect(body['tool_choice']).toBe(written);
    expect((body['tools'] as { function: { name: string } }[]).map((tool) => tool.function.name)).toEqual(names);
  });

  test('are strict together or not at all', () => {
    expect(build({ tools: [{ ...f, strict: true }] })).toMatchObject({ body: { strict_tools: true }, warnings: [] });
    expect(build({ tools: [{ ...f, strict: true }, g] }).warnings).toEqual(['tools.function.strict']);
  });

  test('that are no functions are named', () => {
    expect(build({ tools: [{ name: 'w', raw: { type: 'web_search' } }] })).toEqual({
      body: build({}).body,
      warnings: ['tools.web_search'],
    });
  });
});

describe('a schema for the answer', () => {
  const responseFormat = { type: 'json_schema', name: 'n', schema: { type: 'object' } } as const;

  test('is given as such', () => {
    expect(build({ responseFormat }).body['response_format']).toEqual({ type: 'json_object', json_schema: { type: 'object' } });
    expect(build({ responseFormat: { type: 'json_object' } }).body['response_format']).toEqual({ type: 'json_object' });
  });

  test('is described beside tools, with which it cannot go', () => {
    const { body, warnings } = build({ responseFormat, tools: [f] });
    expect(body).not.toHaveProperty('response_format');
    expect(JSON.stringify(body['messages'])).toContain('JSON Schema');
    expect(warnings).toEqual(['response_format']);
  });
});

test('sampling is kept within the API’s ranges, and what was cut is named', () => {
  expect(
    build({
      temperature: 1.5,
      presencePenalty: -1,
      frequencyPenalty: 0.5,
      topP: 1,
      topK: 501,
      seed: -1,
      maxOutputTokens: 5,
      stop: ['1', '2', '3', '4', '5', '6'],
    }),
  ).toEqual({
    body: {
      ...build({}).body,
      max_tokens: 5,
      temperature: 1,
      presence_penalty: 0,
      frequency_penalty: 0.5,
      p: 0.99,
      k: 500,
      stop_sequences: ['1', '2', '3', '4', '5'],
    },
    warnings: ['temperature', 'presence_penalty', 'top_p', 'top_k', 'seed', 'stop'],
  });
});

test('thinking is a budget, off, or named where the model cannot', () => {
  const thinker = 'command-a-reasoning-08-2025';
  expect(build({ reasoning: { effort: 'low' } }, thinker).body['thinking']).toEqual({ type: 'enabled', token_budget: 2_048 });
  expect(build({ reasoning: { maxTokens: 77 } }, thinker).body['thinking']).toEqual({ type: 'enabled', token_budget: 77 });
  expect(build({ reasoning: { effort: 'none' } }, thinker).body['thinking']).toEqual({ type: 'disabled' });
  expect(build({ reasoning: { effort: 'low' } }).warnings).toEqual(['reasoning_effort']);
  expect(build({ reasoning: { isOff: true, effort: 'low' } }).warnings).toEqual([]);
});

test('what the API does not have is named by the caller’s own words', () => {
  const request = {
    choices: 2,
    logprobs: true,
    topLogprobs: 1,
    parallelToolCalls: false,
    tools: [f],
    user: 'u',
    extra: { x: 1, store: false },
  };
  expect(build(request).warnings).toEqual(['n', 'logprobs', 'top_logprobs', 'parallel_tool_calls', 'user', 'x']);
});
