import type { ChatRequest, ContentPart, Message, ReasoningPart } from '@tollgate/core/chat/request';
import { describe, expect, test } from 'vitest';
import { anthropicAdapter } from './index.ts';
import { JSON_ANSWER_TOOL } from './json-answer-tool.ts';
import { buildBody } from './request.ts';

const say = (text: string) => [{ type: 'text' as const, text }];
const user = (text: string): Message => ({ role: 'user', content: say(text) });
const plain: ChatRequest = {
  dialect: 'openai-chat',
  model: 'smart',
  messages: [user('Hello')],
  stream: false,
  includeUsage: false,
  extra: {},
};
const OLD = 'claude-sonnet-4-5';
const build = (request: Partial<ChatRequest>, model = OLD) => buildBody({ ...plain, ...request }, model);
const calling = (...ids: string[]): Message => ({
  role: 'assistant',
  content: [],
  toolCalls: ids.map((id) => ({ id, name: 'f', arguments: '{"a":1}' })),
});
const result = (id: string, text = id): Message => ({ role: 'tool', toolCallId: id, content: say(text) });
const f = { name: 'f', description: 'd', parameters: { type: 'object', properties: { a: { type: 'number' } } } };

test('a plain request needs no more than model, limit and turn', () => {
  expect(build({})).toEqual({
    body: { model: OLD, max_tokens: 4_096, messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }] },
    warnings: [],
  });
});

test('the call carries key and version', () => {
  const { chat, authentication } = anthropicAdapter;
  const proof = authentication({});
  expect(chat.path({ model: OLD, settings: {} }, false)).toBe('/v1/messages');
  expect(chat.headers).toEqual({ 'anthropic-version': '2023-06-01' });
  expect(proof.scheme === 'header' && proof.headers('secret')).toEqual({ 'x-api-key': 'secret' });
});

test('a thinking budget given as a number is kept, and becomes a word where the model takes words only', () => {
  expect(build({ reasoning: { maxTokens: 5_000 } }).body).toMatchObject({ thinking: { type: 'enabled', budget_tokens: 5_000 } });
  expect(build({ reasoning: { effort: 'high', isOff: true } }).body).not.toHaveProperty('thinking');
});

test('a caller of the same dialect keeps the fields and tools that have no canonical name', () => {
  const raw = { type: 'web_search_20250305', name: 'web_search' };
  const own = build({ dialect: 'anthropic-messages', extra: { service_tier: 'auto' }, tools: [{ name: 'web_search', raw }] });
  expect(own).toMatchObject({ body: { service_tier: 'auto', tools: [raw] }, warnings: [] });
  const other = build({ dialect: 'openai-responses', extra: { truncation: 'auto' }, tools: [{ name: 'web_search', raw }] });
  expect(other.warnings).toEqual(['tools.web_search_20250305', 'truncation']);
});

describe('messages', () => {
  test('give system and developer texts apart, wherever they stood', () => {
    const messages: Message[] = [{ role: 'system', content: say('a') }, user('x'), { role: 'developer', content: say('b') }];
    const { body } = build({ messages });
    expect(body['system']).toEqual([
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ]);
    expect(body['messages']).toEqual([{ role: 'user', content: [{ type: 'text', text: 'x' }] }]);
    expect(build({ messages: [{ role: 'system', content: say('a') }, user('x')] }).body['system']).toBe('a');
  });

  test('alternate: neighbours of one role become one turn, empty texts vanish', () => {
    const messages: Message[] = [user('a'), user(''), user('b'), { role: 'assistant', content: say('c'), toolCalls: [] }];
    expect(build({ messages }).body['messages']).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
      { role: 'assistant', content: [{ type: 'text', text: 'c' }] },
    ]);
  });

  test('give a lone system text to the user, since there is no call without a turn', () => {
    const { body, warnings } = build({ messages: [{ role: 'system', content: say('a') }] });
    expect(body).toMatchObject({ messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }] }] });
    expect(warnings).toEqual(['messages']);
  });

  test('end in a prefilled answer without trailing white space', () => {
    const messages: Message[] = [user('a'), { role: 'assistant', content: say('So: \n'), toolCalls: [] }];
    expect(build({ messages }).body['messages']).toMatchObject([{}, { content: [{ text: 'So:' }] }]);
  });

  test('group tool results in one user turn, in the order of their calls, before what the user says', () => {
    const messages = [user('a'), calling('1', '2', '3'), result('3'), user('and?'), result('1'), result('2')];
    expect(build({ messages, tools: [f] }).body['messages']).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'a' }] },
      { role: 'assistant', content: ['1', '2', '3'].map((id) => ({ type: 'tool_use', id, name: 'f', input: { a: 1 } })) },
      {
        role: 'user',
        content: [...['1', '2', '3'].map((id) => ({ type: 'tool_result', tool_use_id: id, content: id })), { type: 'text', text: 'and?' }],
      },
    ]);
  });

  test('pair call and result also when their id holds characters that the API refuses', () => {
    const body = JSON.stringify(build({ messages: [user('a'), calling('f:0|x'), result('f:0|x')], tools: [f] }).body);
    expect(body).toContain('"id":"f_0_x"');
    expect(body).toContain('"tool_use_id":"f_0_x"');
  });

  test.each([
    ['', {}, []],
    ['{"a":', { arguments: '{"a":' }, ['tool_calls.function.arguments']],
    ['[1]', { arguments: '[1]' }, ['tool_calls.function.arguments']],
  ])('always give a call an object: %s', (args, input, warnings) => {
    const messages: Message[] = [
      user('a'),
      { role: 'assistant', content: [], toolCalls: [{ id: 'c', name: 'f', arguments: args }] },
      result('c'),
    ];
    const built = build({ messages, tools: [f] });
    expect(built.body['messages']).toMatchObject([{}, { content: [{ type: 'tool_use', input }] }, {}]);
    expect(built.warnings).toEqual(warnings);
  });

  test('carry images and documents, and name what has no block', () => {
    const content: Message['content'] = [
      { type: 'image', url: 'data:image/jpg;base64,AA' },
      { type: 'image', url: 'https://example.test/a.png' },
      { type: 'file', data: 'data:application/pdf;base64,BB', filename: 'a.pdf' },
      { type: 'audio', data: 'CC', format: 'wav' },
      { type: 'file', fileId: 'file-1' },
      { type: 'other', raw: { type: 'video_url' } },
    ];
    const { body, warnings } = build({ messages: [{ role: 'user', content }] });
    expect(body['messages']).toEqual([
      {
        role: 'user',
        content: [
          { type: 'image', source: { type: 'base64', media_type: 'image/jpeg', data: 'AA' } },
          { type: 'image', source: { type: 'url', url: 'https://example.test/a.png' } },
          { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'BB' }, title: 'a.pdf' },
        ],
      },
    ]);
    expect(warnings).toEqual(['input_audio', 'file_id', 'video_url']);
  });

  test('keep cache marks with their lifetime', () => {
    const marked = [{ type: 'text' as const, text: 'a', cacheControl: { ttl: '1h' as const } }];
    const { body } = build({
      messages: [
        { role: 'system', content: marked },
        { role: 'user', content: [{ type: 'text', text: 'b', cacheControl: {} }] },
      ],
    });
    expect(body['system']).toEqual([{ type: 'text', text: 'a', cache_control: { type: 'ephemeral', ttl: '1h' } }]);
    expect(body['messages']).toMatchObject([{ content: [{ cache_control: { type: 'ephemeral' } }] }]);
  });
});

describe('tools', () => {
  test('keep their schema, and one without a schema takes an object', () => {
    expect(build({ tools: [f, { name: 'g' }] }).body['tools']).toEqual([
      { name: 'f', description: 'd', input_schema: f.parameters },
      { name: 'g', input_schema: { type: 'object', properties: {} } },
    ]);
  });

  test.each([
    [{ type: 'auto' }, { type: 'auto' }],
    [{ type: 'required' }, { type: 'any' }],
    [{ type: 'none' }, { type: 'none' }],
    [
      { type: 'tool', name: 'f' },
      { type: 'tool', name: 'f' },
    ],
  ] as const)('choice %o', (toolChoice, expected) => {
    expect(build({ tools: [f], toolChoice }).body['tool_choice']).toEqual(expected);
  });

  test('are called one at a time when the caller wants it', () => {
    expect(build({ tools: [f], parallelToolCalls: false }).body['tool_choice']).toEqual({ type: 'auto', disable_parallel_tool_use: true });
    expect(build({ parallelToolCalls: false }).body).not.toHaveProperty('tool_choice');
  });

  test('of the history are declared when the caller declares none any more', () => {
    const { body } = build({ messages: [user('a'), calling('1'), result('1')] });
    expect(body).toMatchObject({ tools: [{ name: 'f' }], tool_choice: { type: 'none' } });
  });

  test('that the provider does not know are named', () => {
    const built = build({ tools: [{ name: 'grep', raw: { type: 'custom' } }] });
    expect(built.body).not.toHaveProperty('tools');
    expect(built.warnings).toEqual(['tools.custom']);
  });
});

describe('an answer by schema', () => {
  const schema = { type: 'object', properties: { a: { type: 'string' } } };
  const responseFormat = { type: 'json_schema', name: 'n', schema } as const;

  const BEFORE_SCHEMAS = 'claude-opus-4-1';

  test('is asked for in the API’s own words where the model holds to them, thinking or not', () => {
    const { body, warnings } = build({ responseFormat, reasoning: { effort: 'medium' }, tools: [f] });
    const closed = { ...schema, additionalProperties: false };
    expect(body['output_config']).toEqual({ format: { type: 'json_schema', schema: closed } });
    expect(body['thinking']).toMatchObject({ type: 'enabled' });
    expect(body['tools']).toMatchObject([{ name: 'f' }]);
    expect(body).not.toHaveProperty('tool_choice');
    expect(warnings).toEqual([]);
  });

  test('stands beside an effort, and says when limits of the schema are only told in words', () => {
    const limited = { ...responseFormat, schema: { type: 'object', properties: { a: { type: 'integer', minimum: 1 } } } };
    const { body, warnings } = build({ responseFormat: limited, reasoning: { effort: 'low' } }, 'claude-opus-4-6');
    expect(body['output_config']).toMatchObject({
      effort: 'low',
      format: { schema: { properties: { a: { type: 'integer', description: '(minimum: 1)' } } } },
    });
    expect(warnings).toEqual(['response_format']);
  });

  test('is emulated where the schema means more than the API can enforce, and where the host forbids it', () => {
    const open = { ...responseFormat, schema: { type: 'object', additionalProperties: { type: 'string' } } };
    expect(build({ responseFormat: open }).body['tools']).toMatchObject([{ name: JSON_ANSWER_TOOL }]);
    const forbidden = buildBody({ ...plain, responseFormat }, OLD, { hasJsonSchema: false });
    expect(forbidden.body['tools']).toMatchObject([{ name: JSON_ANSWER_TOOL }]);
  });

  test('is asked for as a forced call of older models, without a warning', () => {
    const { body, warnings } = build({ responseFormat }, BEFORE_SCHEMAS);
    expect(body['tools']).toMatchObject([{ name: JSON_ANSWER_TOOL, input_schema: schema }]);
    expect(body['tool_choice']).toEqual({ type: 'tool', name: JSON_ANSWER_TOOL });
    expect(warnings).toEqual([]);
  });

  test('leaves the model its other tools', () => {
    const { body } = build({ responseFormat, tools: [f] }, BEFORE_SCHEMAS);
    expect(body['tools']).toMatchObject([{ name: 'f' }, { name: JSON_ANSWER_TOOL }]);
    expect(body['tool_choice']).toEqual({ type: 'any' });
    expect(build({ responseFormat, tools: [f], toolChoice: { type: 'tool', name: 'f' } }, BEFORE_SCHEMAS).body['tool_choice']).toEqual({
      type: 'tool',
      name: 'f',
    });
  });

  test('that is no object, or any JSON, is only approximated and says so', () => {
    expect(build({ responseFormat: { ...responseFormat, schema: { type: 'array' } } }).warnings).toEqual(['response_format']);
    const any = build({ responseFormat: { type: 'json_object' } });
    expect(any.warnings).toEqual(['response_format']);
    expect(any.body['system']).toContain('JSON');
  });
});

describe('thinking', () => {
  test('gets a budget on older models, room for the answer, and no sampling fields', () => {
    const { body, warnings } = build({ reasoning: { effort: 'medium' }, temperature: 0.5, topK: 3 });
    expect(body).toMatchObject({ thinking: { type: 'enabled', budget_tokens: 8_192 }, max_tokens: 8_192 + 4_096 });
    expect(body).not.toHaveProperty('temperature');
    expect(body).not.toHaveProperty('top_k');
    expect(warnings).toEqual(['temperature', 'top_k']);
  });

  test('stays below the caller’s limit, and off when that leaves too little', () => {
    expect(build({ reasoning: { effort: 'high' }, maxOutputTokens: 4_000 }).body).toMatchObject({
      thinking: { budget_tokens: 3_000 },
      max_tokens: 4_000,
    });
    const small = build({ reasoning: { effort: 'high' }, maxOutputTokens: 500 });
    expect(small.body).not.toHaveProperty('thinking');
    expect(small.warnings).toEqual(['reasoning_effort']);
  });

  test.each(['none', 'minimal'])('is off at effort %s', (reasoning) => {
    expect(build({ reasoning })).toEqual(build({}));
  });

  test('is adaptive on newer models', () => {
    expect(build({ reasoning: { effort: 'high' } }, 'claude-opus-4-8').body).toMatchObject({
      thinking: { type: 'adaptive' },
      output_config: { effort: 'high' },
    });
    const older = build({ reasoning: { effort: 'xhigh' } }, 'claude-sonnet-4-6');
    expect(older.body['output_config']).toEqual({ effort: 'high' });
    expect(older.warnings).toEqual(['reasoning_effort']);
  });

  test('is given back with its signature, before the call', () => {
    const messages: Message[] = [
      user('a'),
      { ...calling('1'), reasoning: [{ text: 'Hm.', signature: 's' }, { text: '', encrypted: 'e' }, { text: 'unsigned' }] } as Message,
      result('1'),
    ];
    expect(build({ messages, tools: [f], reasoning: { effort: 'low' } }).body['messages']).toMatchObject([
      {},
      { content: [{ type: 'thinking', thinking: 'Hm.', signature: 's' }, { type: 'redacted_thinking', data: 'e' }, { type: 'tool_use' }] },
      {},
    ]);
  });

  test.each([
    ['a forced call excludes it', { tools: [f], toolChoice: { type: 'required' as const } }],
    ['a call without its signed thinking excludes it', { tools: [f], messages: [user('a'), calling('1'), result('1')] }],
    ['its effort is unknown', {}],
  ])('is off with a warning when %s', (why, request) => {
    const { body, warnings } = build({ ...request, reasoning: { effort: why.includes('unknown') ? 'enormous' : 'low' } });
    expect(body).not.toHaveProperty('thinking');
    expect(warnings).toEqual(['reasoning_effort']);
  });
});

describe('sampling', () => {
  test.each([
    [{ temperature: 1.7 }, { temperature: 1 }, ['temperature']],
    [{ temperature: 0.3 }, { temperature: 0.3 }, []],
    [{ temperature: 0.3, topP: 0.5 }, { temperature: 0.3 }, ['top_p']],
    [{ temperature: 1, topP: 0.5 }, { top_p: 0.5 }, []],
    [{ temperature: 0.3, topP: 1 }, { temperature: 0.3 }, []],
    [{ stop: ['END', '\n'] }, { stop_sequences: ['END'] }, ['stop']],
    [{ user: 'u' }, { metadata: { user_id: 'u' } }, []],
  ])('%o', (fields, written, warnings) => {
    const built = build(fields);
    const { model: _, max_tokens: __, messages: ___, ...rest } = built.body;
    expect(rest).toEqual(written);
    expect(built.warnings).toEqual(warnings);
  });

  test('is refused by the newest models, so it is left out and named', () => {
    const built = build({ temperature: 0.3, topP: 0.5 }, 'claude-opus-4-7');
    expect(built.body).not.toHaveProperty('temperature');
    expect(built.warnings).toEqual(['temperature', 'top_p']);
  });

  test('names every field that has no counterpart', () => {
    const fields = { seed: 1, presencePenalty: 0.1, frequencyPenalty: 0.1, choices: 2, logprobs: true, topLogprobs: 2 };
    const { warnings } = build({ ...fields, extra: { logit_bias: {}, store: false } });
    expect(warnings).toEqual(['seed', 'presence_penalty', 'frequency_penalty', 'n', 'logprobs', 'top_logprobs', 'logit_bias']);
  });
});

describe('what another provider thought', () => {
  const turn = (reasoning: ReasoningPart[]): Message => ({ role: 'assistant', content: say('a'), toolCalls: [], reasoning });
  const foreign: ReasoningPart[] = [
    { text: 'openly' },
    { text: 'sum', encrypted: 'E', format: 'openai-responses-v1', id: 'rs_1' },
    { text: 'hm', signature: 'G', format: 'google-gemini-v1' },
  ];

  test('is left out by name, while Claude’s own goes back as it came', () => {
    const own: ReasoningPart[] = [
      { text: 'mine', signature: 'S', format: 'anthropic-claude-v1' },
      { text: '', encrypted: 'R' },
    ];
    const { body, warnings } = build({ messages: [user('x'), turn([...foreign, ...own]), user('y')], reasoning: { effort: 'low' } });
    expect((body['messages'] as { content: unknown }[])[1]?.content).toEqual([
      { type: 'thinking', thinking: 'mine', signature: 'S' },
      { type: 'redacted_thinking', data: 'R' },
      { type: 'text', text: 'a' },
    ]);
    expect(warnings).toEqual(['reasoning_content']);
  });

  test('does not pass for the signature that a call needs while thinking is on', () => {
    const called: Message = { role: 'assistant', content: [], toolCalls: [{ id: 't', name: 'f', arguments: '{}' }], reasoning: foreign };
    const { body } = build({ messages: [user('x'), called, result('t')], reasoning: { effort: 'low' }, tools: [f] });
    expect(body).not.toHaveProperty('thinking');
  });
});

describe('documents and results', () => {
  const document = (part: ContentPart, dialect: ChatRequest['dialect'] = 'openai-chat') => {
    const { body, warnings } = build({ dialect, messages: [{ role: 'user', content: [part] }] });
    return { block: (body['messages'] as { content: unknown[] }[])[0]?.content[0], warnings };
  };

  test('a file elsewhere is fetched by the provider, and text stays text', () => {
    const url = 'https://example.com/a.pdf';
    expect(document({ type: 'file', url, filename: 'a' }).block).toEqual({ type: 'document', source: { type: 'url', url }, title: 'a' });
    const data = `data:text/plain;base64,${btoa('plain')}`;
    expect(document({ type: 'file', data }).block).toEqual({
      type: 'document',
      source: { type: 'text', media_type: 'text/plain', data: 'plain' },
    });
  });

  test('an id of a stored file, and a document’s further fields, are for callers of the same dialect', () => {
    const part: ContentPart = { type: 'file', fileId: 'file_1', extra: { citations: { enabled: true } } };
    expect(document(part, 'anthropic-messages').block).toEqual({
      citations: { enabled: true },
      type: 'document',
      source: { type: 'file', file_id: 'file_1' },
    });
    expect(document(part).warnings).toEqual(['file_id']);
  });

  test('a result shows its pictures', () => {
    const shown: Message = {
      role: 'tool',
      toolCallId: 't',
      isError: true,
      content: [...say('see'), { type: 'image', url: 'https://e.com/a.png' }],
    };
    const { body } = build({ messages: [user('x'), calling('t'), shown] });
    expect((body['messages'] as { content: unknown[] }[])[2]?.content[0]).toEqual({
      type: 'tool_result',
      tool_use_id: 't',
      is_error: true,
      content: [
        { type: 'text', text: 'see' },
        { type: 'image', source: { type: 'url', url: 'https://e.com/a.png' } },
      ],
    });
  });
});

describe('strict tools', () => {
  const strict = { ...f, strict: true };

  test('are strict where the model holds to schemas', () => {
    const { body, warnings } = build({ tools: [strict] });
    expect(body['tools']).toMatchObject([{ strict: true, input_schema: { additionalProperties: false } }]);
    expect(warnings).toEqual([]);
  });

  test('are not elsewhere, which is said', () => {
    const { body, warnings } = build({ tools: [strict] }, 'claude-opus-4-1');
    expect(body['tools']).not.toMatchObject([{ strict: true }]);
    expect(warnings).toEqual(['tools.function.strict']);
    expect(build({ dialect: 'anthropic-messages', tools: [strict] }, 'claude-opus-4-1').warnings).toEqual(['tools.strict']);
  });
});

test('more cache marks than the API admits are taken from the middle, and named', () => {
  const content = [1, 2, 3, 4, 5, 6].map((n) => ({ type: 'text' as const, text: `part ${n}`, cacheControl: {} }));
  const { body, warnings } = build({ messages: [{ role: 'user', content }] });
  const blocks = (body['messages'] as { content: Record<string, unknown>[] }[])[0]?.content ?? [];
  expect(blocks.map((block) => block['cache_control'] !== undefined)).toEqual([true, false, false, true, true, true]);
  expect(warnings).toEqual(['cache_control']);
});

test('an effort without thinking reaches the models that know it', () => {
  const reasoning = { effort: 'low', isOff: true };
  expect(build({ reasoning }, 'claude-opus-4-5').body).toMatchObject({ output_config: { effort: 'low' } });
  expect(build({ reasoning }, 'claude-opus-4-5').body).not.toHaveProperty('thinking');
  expect(build({ reasoning }).warnings).toEqual(['reasoning_effort']);
});
