import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anthropicMessages } from './index.ts';

const plain = { model: 'smart', max_tokens: 100, messages: [{ role: 'user', content: 'Hi' }] };
const decode = (body: object) => {
  const decoded = anthropicMessages.decodeRequest({ ...plain, ...body });
  if (!decoded.ok) throw new Error(`${decoded.param}: ${decoded.message}`);
  return decoded.request;
};
const refuse = (body: unknown) => {
  const decoded = anthropicMessages.decodeRequest(body);
  return decoded.ok ? null : { param: decoded.param, code: decoded.code };
};
const content = (blocks: unknown[], role = 'user') => decode({ messages: [{ role, content: blocks }] }).messages;

test('a plain request', () => {
  expect(decode({})).toEqual({
    dialect: 'anthropic-messages',
    model: 'smart',
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
    stream: false,
    includeUsage: true,
    maxOutputTokens: 100,
    extra: {},
  });
});

test('every field has its place, and unknown ones stay as they came', () => {
  const request = decode({
    system: [{ type: 'text', text: 'Be kind.', cache_control: { type: 'ephemeral', ttl: '1h' } }],
    stream: true,
    temperature: 0.5,
    top_p: 0.9,
    top_k: 5,
    stop_sequences: ['END'],
    metadata: { user_id: 'u' },
    service_tier: 'auto',
    mcp_servers: [],
    container: null,
  });
  expect(request).toMatchObject({
    stream: true,
    temperature: 0.5,
    topP: 0.9,
    topK: 5,
    stop: ['END'],
    user: 'u',
    extra: { service_tier: 'auto', mcp_servers: [] },
  });
  expect(request.extra).not.toHaveProperty('container');
  expect(request.messages[0]).toEqual({ role: 'system', content: [{ type: 'text', text: 'Be kind.', cacheControl: { ttl: '1h' } }] });
});

describe('content', () => {
  test('pictures and documents, wherever they are', () => {
    expect(
      content([
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } },
        { type: 'image', source: { type: 'url', url: 'https://e.com/a.png' } },
        {
          type: 'document',
          source: { type: 'base64', media_type: 'application/pdf', data: 'aGk=' },
          title: 'A',
          citations: { enabled: true },
        },
        { type: 'document', source: { type: 'url', url: 'https://e.com/a.pdf' } },
        { type: 'document', source: { type: 'file', file_id: 'file_1' } },
        { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'ü' } },
      ]),
    ).toEqual([
      {
        role: 'user',
        content: [
          { type: 'image', url: 'data:image/png;base64,aGk=' },
          { type: 'image', url: 'https://e.com/a.png' },
          { type: 'file', data: 'data:application/pdf;base64,aGk=', filename: 'A', extra: { citations: { enabled: true } } },
          { type: 'file', url: 'https://e.com/a.pdf' },
          { type: 'file', fileId: 'file_1' },
          { type: 'file', data: 'data:text/plain;base64,w7w=' },
        ],
      },
    ]);
  });

  test('results of tools are messages of their own, before what the user says with them', () => {
    const image = { type: 'image', source: { type: 'url', url: 'https://e.com/a.png' } };
    expect(
      content([
        { type: 'tool_result', tool_use_id: 'a', content: 'plain', cache_control: { type: 'ephemeral' } },
        { type: 'tool_result', tool_use_id: 'b', is_error: true, content: [{ type: 'text', text: 'seen' }, image] },
        { type: 'tool_result', tool_use_id: 'c' },
        { type: 'text', text: 'Go on.' },
      ]),
    ).toEqual([
      { role: 'tool', toolCallId: 'a', content: [{ type: 'text', text: 'plain', cacheControl: {} }] },
      {
        role: 'tool',
        toolCallId: 'b',
        isError: true,
        content: [
          { type: 'text', text: 'seen' },
          { type: 'image', url: 'https://e.com/a.png' },
        ],
      },
      { role: 'tool', toolCallId: 'c', content: [] },
      { role: 'user', content: [{ type: 'text', text: 'Go on.' }] },
    ]);
  });

  test('what the model thought, said and called; tools that the provider ran stay as they came', () => {
    const server = { type: 'server_tool_use', id: 's', name: 'web_search', input: {} };
    expect(
      content(
        [
          { type: 'thinking', thinking: 'Hm.', signature: 'S' },
          { type: 'redacted_thinking', data: 'R' },
          server,
          { type: 'text', text: 'Well.' },
          { type: 'tool_use', id: 't', name: 'f', input: { a: 1 }, cache_control: { type: 'ephemeral' } },
        ],
        'assistant',
      ),
    ).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'other', raw: server },
          { type: 'text', text: 'Well.' },
        ],
        toolCalls: [{ id: 't', name: 'f', arguments: '{"a":1}', cacheControl: {} }],
        reasoning: [
          { text: 'Hm.', signature: 'S', format: 'anthropic-claude-v1' },
          { text: '', encrypted: 'R', format: 'anthropic-claude-v1' },
        ],
      },
    ]);
  });

  test('another provider’s thought finds its way home, and a call’s signature its call', () => {
    const [message] = content(
      [
        { type: 'thinking', thinking: 'sum', signature: 'openai-responses-v1:e:rs_1:ENC' },
        { type: 'redacted_thinking', data: 'google-gemini-v1:e:t:SIG' },
        { type: 'thinking', thinking: 'openly', signature: '' },
        { type: 'tool_use', id: 't', name: 'f', input: {} },
      ],
      'assistant',
    );
    expect(message).toMatchObject({
      reasoning: [{ text: 'sum', encrypted: 'ENC', format: 'openai-responses-v1', id: 'rs_1' }, { text: 'openly' }],
      toolCalls: [{ id: 't', signature: 'SIG' }],
    });
  });
});

test('tools keep their schema whole, those of the provider come as they are', () => {
  const schema = { type: 'object', additionalProperties: false, anyOf: [{ required: ['a'] }] };
  const search = { type: 'web_search_20250305', name: 'web_search', max_uses: 3 };
  const { tools } = decode({ tools: [{ name: 'f', input_schema: schema, strict: true, defer_loading: true }, search] });
  expect(tools).toEqual([
    { name: 'f', parameters: schema, strict: true, extra: { defer_loading: true } },
    { name: 'web_search', raw: search },
  ]);
});

test.each([
  [{ type: 'auto' }, { toolChoice: { type: 'auto' } }],
  [
    { type: 'any', disable_parallel_tool_use: true },
    { toolChoice: { type: 'required' }, parallelToolCalls: false },
  ],
  [{ type: 'tool', name: 'f' }, { toolChoice: { type: 'tool', name: 'f' } }],
  [{ type: 'none' }, { toolChoice: { type: 'none' } }],
])('the choice %j', (choice, wanted) => {
  expect(decode({ tool_choice: choice })).toMatchObject(wanted);
});

test.each([
  [{ thinking: { type: 'enabled', budget_tokens: 2048 } }, { maxTokens: 2048 }],
  [{ thinking: { type: 'adaptive' } }, { effort: 'high' }],
  [
    { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'low' } },
    { effort: 'low', summary: 'auto' },
  ],
  [{ output_config: { effort: 'low' }, thinking: { type: 'adaptive' } }, { effort: 'low' }],
  [{ output_config: { effort: 'low' } }, { effort: 'low', isOff: true }],
  [{ thinking: { type: 'disabled' } }, { isOff: true }],
])('thinking as in %j', (body, wanted) => {
  expect(decode(body).reasoning).toEqual(wanted);
});

test('a schema for the answer, by its old name too', () => {
  const schema = { type: 'object' };
  const wanted = { type: 'json_schema', name: 'response', schema, strict: true };
  expect(decode({ output_config: { format: { type: 'json_schema', schema } } }).responseFormat).toEqual(wanted);
  expect(decode({ output_format: { type: 'json_schema', schema } }).responseFormat).toEqual(wanted);
});

test.each([
  [[], null],
  [{ ...plain, model: 1 }, 'model'],
  [{ model: 'm', messages: plain.messages }, 'max_tokens'],
  [{ ...plain, max_tokens: 0 }, 'max_tokens'],
  [{ ...plain, messages: [] }, 'messages'],
  [{ ...plain, messages: [{ role: 'user', content: 1 }] }, 'messages[0].content'],
  [{ ...plain, messages: [{ role: 'bot', content: 'x' }] }, 'messages[0].role'],
  [{ ...plain, messages: [{ role: 'user', content: [{ type: 'text' }] }] }, 'messages[0].content[0].text'],
  [{ ...plain, messages: [{ role: 'user', content: [{ type: 'image', source: 'x' }] }] }, 'messages[0].content[0].source'],
  [{ ...plain, messages: [{ role: 'user', content: [{ type: 'tool_result' }] }] }, 'messages[0].content[0].tool_use_id'],
  [{ ...plain, tools: [{ name: 'f' }] }, 'tools[0].input_schema'],
  [{ ...plain, tool_choice: 'auto' }, 'tool_choice'],
  [{ ...plain, thinking: { type: 'enabled' } }, 'thinking.budget_tokens'],
  [{ ...plain, stop_sequences: [1] }, 'stop_sequences[0]'],
  [{ ...plain, metadata: { user_id: 1 } }, 'metadata.user_id'],
])('%j is refused by the name of the field', (body, param) => {
  expect(refuse(body)?.param).toBe(param);
});

test('no body throws, and none reaches a prototype', () => {
  const hostile = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue(),
      fc.array(tie('value')),
      fc.dictionary(fc.constantFrom('__proto__', 'type', 'content', 'role', 'source', 'constructor'), tie('value')),
    ),
  })).value;
  fc.assert(
    fc.property(fc.record({ messages: hostile, tools: hostile, system: hostile, thinking: hostile, __proto__: hostile }), (body) => {
      anthropicMessages.decodeRequest({ model: 'm', max_tokens: 1, ...body });
      anthropicMessages.decodeRequest({ ...plain, messages: [{ role: 'assistant', content: [body] }] });
      expect(({} as Record<string, unknown>)['type']).toBeUndefined();
    }),
  );
  const polluted = decode(JSON.parse('{"__proto__":{"stream":true},"metadata":{"user_id":"u"}}') as object);
  expect(polluted.stream).toBe(false);
});
