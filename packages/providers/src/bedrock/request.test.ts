import type { ChatRequest, ContentPart, Message } from '@tollgate/core/chat/request';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JSON_ANSWER_TOOL } from '../anthropic/json-answer-tool.ts';
import { bedrockAdapter } from './index.ts';
import { buildBody } from './request.ts';

const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const OLD_CLAUDE = 'anthropic.claude-3-haiku-20240307-v1:0';
const NOVA = 'us.amazon.nova-2-lite-v1:0';
const LLAMA = 'meta.llama3-2-1b-instruct-v1:0';
const MISTRAL = 'mistral.mistral-large-2407-v1:0';
const GPT_OSS = 'openai.gpt-oss-120b-1:0';

const say = (text: string): ContentPart[] => [{ type: 'text', text }];
const user = (...content: ContentPart[]): Message => ({ role: 'user', content });
const result = (toolCallId: string, ...content: ContentPart[]): Message => ({ role: 'tool', toolCallId, content });
const calling = (...ids: string[]): Message => ({
  role: 'assistant',
  content: [],
  toolCalls: ids.map((id) => ({ id, name: 'f', arguments: '{"a":1}' })),
});
const f = {
  name: 'f',
  description: 'd',
  parameters: { type: 'object', properties: { a: { type: 'number' } }, additionalProperties: false },
};
const plain: ChatRequest = {
  dialect: 'openai-chat',
  model: 'smart',
  messages: [user(...say('Hello'))],
  stream: false,
  includeUsage: false,
  extra: {},
};
type Written = {
  messages: { role: string; content: Record<string, unknown>[] }[];
  toolConfig?: { tools: unknown[]; toolChoice?: unknown };
};
const build = (request: Partial<ChatRequest>, model = CLAUDE) => {
  const { body, warnings } = buildBody({ ...plain, ...request }, model);
  return { body: body as Written & Record<string, unknown>, warnings };
};

describe('the call', () => {
  test('names the model in its path, an ARN as one segment, and speaks the binary event stream', () => {
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc';
    const { chat } = bedrockAdapter;
    expect(chat.path({ model: CLAUDE, settings: {} }, false)).toBe('/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse');
    expect(chat.path({ model: arn, settings: {} }, true)).toBe(
      '/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fabc/converse-stream',
    );
    expect(chat.framing).toBe('aws-event-stream');
  });

  test.each([
    ['us-east-1', 'https://bedrock-runtime.us-east-1.amazonaws.com'],
    ['us-gov-west-1', 'https://bedrock-runtime.us-gov-west-1.amazonaws.com'],
    ['cn-north-1', 'https://bedrock-runtime.cn-north-1.amazonaws.com.cn'],
    ['evil.example.com/', null],
    ['', null],
  ])('goes in region %j to %j', (region, url) => {
    expect(bedrockAdapter.defaultBaseUrl({ region })).toBe(url);
  });

  test('is signed with an access key, and without one carries a Bedrock API key', () => {
    expect(bedrockAdapter.authentication({ region: 'us-east-1', access_key_id: 'AKIDEXAMPLE' })).toEqual({
      scheme: 'aws-sigv4',
      service: 'bedrock',
    });
    const proof = bedrockAdapter.authentication({ region: 'us-east-1', access_key_id: '' });
    expect(proof.scheme === 'header' && proof.headers('key')).toEqual({ authorization: 'Bearer key' });
  });

  test('needs no more than a turn', () => {
    expect(build({})).toEqual({ body: { messages: [{ role: 'user', content: [{ text: 'Hello' }] }] }, warnings: [] });
  });
});

describe('messages', () => {
  test('give system and developer texts apart, wherever they stood, with a cache point behind a marked one', () => {
    const marked: ContentPart = { type: 'text', text: 'b', cacheControl: { ttl: '1h' } };
    const messages: Message[] = [{ role: 'system', content: say('a') }, user(...say('x')), { role: 'developer', content: [marked] }];
    const { body, warnings } = build({ messages });
    expect(body['system']).toEqual([{ text: 'a' }, { text: 'b' }, { cachePoint: { type: 'default', ttl: '1h' } }]);
    expect(warnings).toEqual([]);
  });

  test('make one user turn of results, in the order of the calls, and what the user says after them', () => {
    const messages = [user(...say('go')), calling('t1', 't2'), result('t2', ...say('two')), result('t1'), user(...say('thanks'))];
    expect(build({ messages, tools: [f] }).body.messages).toEqual([
      { role: 'user', content: [{ text: 'go' }] },
      {
        role: 'assistant',
        content: [
          { toolUse: { toolUseId: 't1', name: 'f', input: { a: 1 } } },
          { toolUse: { toolUseId: 't2', name: 'f', input: { a: 1 } } },
        ],
      },
      {
        role: 'user',
        content: [
          { toolResult: { toolUseId: 't1', content: [] } },
          { toolResult: { toolUseId: 't2', content: [{ text: 'two' }] } },
          { text: 'thanks' },
        ],
      },
    ]);
  });

  test('leave out blank texts, which the API refuses', () => {
    expect(build({ messages: [user(...say(' '), ...say('x'))] }).body.messages[0]?.content).toEqual([{ text: 'x' }]);
  });

  test('of a system alone become a user turn', () => {
    const { body, warnings } = build({ messages: [{ role: 'system', content: say('a') }] });
    expect(body).toEqual({ messages: [{ role: 'user', content: [{ text: 'a' }] }] });
    expect(warnings).toEqual(['messages']);
  });

  test('give signed reasoning back before the calls while the model thinks', () => {
    const turn: Message = {
      role: 'assistant',
      content: [],
      toolCalls: [{ id: 't1', name: 'f', arguments: '' }],
      reasoning: [
        { text: 'Hm.', signature: 's' },
        { text: '', encrypted: 'e' },
        { text: 'other', signature: 'x', format: 'google-gemini-v1' },
      ],
    };
    const { body, warnings } = build({ messages: [turn, result('t1')], tools: [f], reasoning: { effort: 'low' } });
    expect(body.messages[0]?.content).toEqual([
      { reasoningContent: { reasoningText: { text: 'Hm.', signature: 's' } } },
      { reasoningContent: { redactedContent: 'e' } },
      { toolUse: { toolUseId: 't1', name: 'f', input: {} } },
    ]);
    expect(warnings).toEqual(['reasoning_content']);
  });

  test('hand over arguments that are no JSON object under the name of their field', () => {
    const turn: Message = { role: 'assistant', content: [], toolCalls: [{ id: 't1', name: 'f', arguments: '{"a":' }] };
    const { body, warnings } = build({ messages: [turn, result('t1')], tools: [f] });
    expect(body.messages[0]?.content).toEqual([{ toolUse: { toolUseId: 't1', name: 'f', input: { arguments: '{"a":' } } }]);
    expect(warnings).toEqual(['tool_calls.function.arguments']);
  });

  test('end a prefilled answer without white space', () => {
    const messages: Message[] = [user(...say('x')), { role: 'assistant', content: say('Sure: \n'), toolCalls: [] }];
    expect(build({ messages }).body.messages[1]?.content).toEqual([{ text: 'Sure:' }]);
  });
});

describe('media', () => {
  const parts = (...content: ContentPart[]) => {
    const { body, warnings } = build({ messages: [user(...content)] });
    return { content: body.messages[0]?.content, warnings };
  };

  test('images are bytes in one of four formats', () => {
    expect(parts({ type: 'image', url: 'data:image/jpg;base64,AAAA' })).toEqual({
      content: [{ image: { format: 'jpeg', source: { bytes: 'AAAA' } } }],
      warnings: [],
    });
    expect(parts({ type: 'image', url: 's3://bucket/kiwi.png' }).content).toEqual([
      { image: { format: 'png', source: { s3Location: { uri: 's3://bucket/kiwi.png' } } } },
    ]);
  });

  test.each(['https://example.com/cat.png', 'data:image/svg+xml;base64,AAAA', 'data:image/png,AAAA', 'cat'])(
    'an image that is not bytes (%s) is named, not sent',
    (url) => {
      expect(parts(...say('x'), { type: 'image', url })).toEqual({ content: [{ text: 'x' }], warnings: ['image_url'] });
    },
  );

  test('documents have a clean name each, and a text beside them', () => {
    const pdf = (filename: string): ContentPart => ({ type: 'file', data: 'data:application/pdf;base64,AAAA', filename });
    expect(parts(pdf('a_b.. c.pdf'), pdf('a b c.pdf'))).toEqual({
      content: [
        { document: { format: 'pdf', name: 'a b c', source: { bytes: 'AAAA' } } },
        { document: { format: 'pdf', name: 'a b c 2', source: { bytes: 'AAAA' } } },
        { text: 'The document is attached.' },
      ],
      warnings: [],
    });
    expect(parts(...say('x'), { type: 'file', data: 'AAAA', filename: 't.md' }).content?.[1]).toEqual({
      document: { format: 'md', name: 't', source: { bytes: 'AAAA' } },
    });
  });

  test('what has no block is named', () => {
    expect(
      parts(
        ...say('x'),
        { type: 'file', fileId: 'f1' },
        { type: 'file', url: 'https://example.com/a.pdf' },
        { type: 'file', data: 'data:application/zip;base64,AAAA' },
        { type: 'audio', data: 'AAAA', format: 'wav' },
        { type: 'other', raw: { type: 'video_url' } },
      ).warnings,
    ).toEqual(['file_id', 'file_url', 'file_data', 'input_audio', 'video_url']);
  });

  test('a result may hold an image; its cache point stands behind it', () => {
    const image: ContentPart = { type: 'image', url: 'data:image/png;base64,AAAA', cacheControl: {} };
    const { body } = build({ messages: [calling('t1'), result('t1', image)], tools: [f] });
    expect(body.messages[1]?.content).toEqual([
      { toolResult: { toolUseId: 't1', content: [{ image: { format: 'png', source: { bytes: 'AAAA' } } }] } },
      { cachePoint: { type: 'default' } },
    ]);
  });

  test('marks that the model cannot honour are named: more than four, or any where there is no cache', () => {
    const marked = (text: string): ContentPart => ({ type: 'text', text, cacheControl: {} });
    const five = [user(...['1', '2', '3', '4', '5'].map(marked))];
    expect(build({ messages: five }).warnings).toEqual(['cache_control']);
    expect(build({ messages: five }).body.messages[0]?.content.filter((block) => block['cachePoint'])).toHaveLength(4);
    expect(build({ messages: [user(marked('x'))] }, LLAMA)).toMatchObject({
      body: { messages: [{ content: [{ text: 'x' }] }] },
      warnings: ['cache_control'],
    });
    const long: ContentPart = { type: 'text', text: 'x', cacheControl: { ttl: '1h' } };
    expect(build({ messages: [user(long)] }, NOVA).warnings).toEqual(['cache_control.ttl']);
  });
});

describe('tools', () => {
  test('carry their whole schema', () => {
    expect(build({ tools: [f] }).body.toolConfig).toEqual({
      tools: [{ toolSpec: { name: 'f', description: 'd', inputSchema: { json: f.parameters } } }],
    });
    expect(build({ tools: [{ name: 'g' }] }).body.toolConfig?.tools).toEqual([
      { toolSpec: { name: 'g', inputSchema: { json: { type: 'object', properties: {} } } } },
    ]);
  });

  test.each([
    [CLAUDE, { type: 'required' }, { any: {} }, []],
    [CLAUDE, { type: 'tool', name: 'f' }, { tool: { name: 'f' } }, []],
    [CLAUDE, { type: 'auto' }, undefined, []],
    [MISTRAL, { type: 'tool', name: 'f' }, { any: {} }, []],
    [LLAMA, { type: 'required' }, undefined, ['tool_choice']],
  ] as const)('of %s with the choice %j are chosen by %j', (model, toolChoice, written, warnings) => {
    const built = build({ tools: [f, { name: 'g' }], toolChoice }, model);
    expect(built.body.toolConfig?.toolChoice).toEqual(written);
    expect(built.warnings).toEqual(warnings);
    expect(built.body.toolConfig?.tools).toHaveLength(model === MISTRAL ? 1 : 2);
  });

  test('that may not be called are left out, unless the history calls them: then the model is told', () => {
    expect(build({ tools: [f], toolChoice: { type: 'none' } }).body).not.toHaveProperty('toolConfig');
    const messages = [user(...say('x')), calling('t1'), result('t1', ...say('ok'))];
    for (const request of [{ messages }, { messages, tools: [f], toolChoice: { type: 'none' } as const }]) {
      const { body } = build(request);
      expect(body.toolConfig?.tools).toHaveLength(1);
      expect(body.toolConfig).not.toHaveProperty('toolChoice');
      expect(body['system']).toEqual([{ text: 'Do not call any tool in this answer.' }]);
    }
  });

  test('one call at a time is asked of Claude in its own words, and named elsewhere', () => {
    const request = { tools: [f], parallelToolCalls: false };
    expect(build(request).body['additionalModelRequestFields']).toEqual({ tool_choice: { type: 'auto', disable_parallel_tool_use: true } });
    expect(build(request, NOVA).warnings).toEqual(['parallel_tool_calls']);
  });

  test('with names and ids that the API refuses get others, the same in declaration, call and result', () => {
    const name = 'mcp.server/tool ✓'.padEnd(90, 'x');
    const turn: Message = { role: 'assistant', content: [], toolCalls: [{ id: 'call|1 ✓', name, arguments: '{}' }] };
    const { body } = build({ messages: [turn, result('call|1 ✓')], tools: [{ name }], toolChoice: { type: 'tool', name } });
    const written = JSON.stringify(body).match(/"name":"([^"]*)"/g);
    expect(new Set(written).size).toBe(1);
    expect(written?.[0]).toMatch(/^"name":"[a-zA-Z0-9_-]{1,64}"$/);
    const ids = JSON.stringify(body).match(/"toolUseId":"([^"]*)"/g);
    expect(new Set(ids).size).toBe(1);
    expect(ids?.[0]).toMatch(/^"toolUseId":"[a-zA-Z0-9_.:-]{1,64}"$/);
  });
});

describe('a schema for the answer', () => {
  const responseFormat = { type: 'json_schema', name: 'n', schema: { type: 'object' } } as const;

  test('is the input of a tool that must be called', () => {
    expect(build({ responseFormat }).body.toolConfig).toMatchObject({
      tools: [{ toolSpec: { name: JSON_ANSWER_TOOL, inputSchema: { json: { type: 'object' } } } }],
      toolChoice: { tool: { name: JSON_ANSWER_TOOL } },
    });
    expect(build({ responseFormat, tools: [f] }).body.toolConfig).toMatchObject({ toolChoice: { any: {} } });
  });

  test('is given as such to models that know schemas', () => {
    expect(build({ responseFormat }, GPT_OSS)).toMatchObject({
      body: {
        outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema: { name: 'n', schema: '{"type":"object"}' } } } },
      },
      warnings: [],
    });
  });

  test('is described where nothing can be forced, and the caller is told', () => {
    const { body, warnings } = build({ responseFormat }, LLAMA);
    expect(JSON.stringify(body['system'])).toContain('JSON Schema');
    expect(warnings).toEqual(['response_format']);
    expect(build({ responseFormat: { type: 'json_schema', name: 'n', schema: { type: 'array' } } }).warnings).toEqual(['response_format']);
  });

  test('excludes thinking, as every forced call does', () => {
    const { body, warnings } = build({ responseFormat, reasoning: { effort: 'high' } });
    expect(body).not.toHaveProperty('additionalModelRequestFields');
    expect(warnings).toEqual(['reasoning_effort']);
  });
});

describe('reasoning', () => {
  test('is a budget or an effort of Claude’s, an effort of Nova’s or of GPT’s, and named where there is none', () => {
    const request = { reasoning: { effort: 'medium' } };
    expect(build(request).body).toMatchObject({
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 8192 } },
      inferenceConfig: { maxTokens: 12_288 },
    });
    expect(build(request, 'anthropic.claude-sonnet-4-6').body['additionalModelRequestFields']).toEqual({
      thinking: { type: 'adaptive' },
      output_config: { effort: 'medium' },
    });
    expect(build(request, NOVA).body['additionalModelRequestFields']).toEqual({
      reasoningConfig: { type: 'enabled', maxReasoningEffort: 'medium' },
    });
    expect(build(request, GPT_OSS).body['additionalModelRequestFields']).toEqual({ reasoning_effort: 'medium' });
    expect(build(request, LLAMA).warnings).toEqual(['reasoning_effort']);
    expect(build({ reasoning: { effort: 'none' } }, LLAMA).warnings).toEqual([]);
  });

  test('at its fullest excludes Nova’s limits', () => {
    const { body, warnings } = build({ reasoning: { effort: 'high' }, maxOutputTokens: 10, temperature: 0.5 }, NOVA);
    expect(body).not.toHaveProperty('inferenceConfig');
    expect(warnings).toEqual(['max_tokens', 'temperature']);
  });
});

describe('sampling', () => {
  test('is kept within the API’s range and the model’s', () => {
    expect(build({ temperature: 1.5, topK: 5, maxOutputTokens: 7, stop: ['END', ' '] })).toEqual({
      body: {
        messages: [{ role: 'user', content: [{ text: 'Hello' }] }],
        inferenceConfig: { maxTokens: 7, stopSequences: ['END'], temperature: 1 },
        additionalModelRequestFields: { top_k: 5 },
      },
      warnings: ['stop', 'temperature'],
    });
    expect(build({ temperature: 0.2, topP: 0.9 }, OLD_CLAUDE).warnings).toEqual(['top_p']);
    expect(build({ temperature: 0.2, topP: 0.9 }, LLAMA).body['inferenceConfig']).toEqual({ temperature: 0.2, topP: 0.9 });
    expect(build({ topK: 5 }, NOVA).body['additionalModelRequestFields']).toEqual({ inferenceConfig: { topK: 5 } });
    expect(build({ topK: 5 }, LLAMA).warnings).toEqual(['top_k']);
  });
});

test('what the API does not have is named by the caller’s own words', () => {
  const request = {
    seed: 1,
    presencePenalty: 1,
    frequencyPenalty: 1,
    choices: 2,
    logprobs: true,
    topLogprobs: 2,
    user: 'u',
    extra: { x: 1 },
  };
  expect(build(request).warnings).toEqual(['seed', 'presence_penalty', 'frequency_penalty', 'n', 'logprobs', 'top_logprobs', 'user', 'x']);
  expect(build({ dialect: 'anthropic-messages', user: 'u' }).warnings).toEqual(['metadata.user_id']);
});

test('metadata that the invocation log takes goes there', () => {
  expect(build({ metadata: { team: 'a b', bad: 'ü', __proto: 'x' } }).body['requestMetadata']).toEqual({ team: 'a b', __proto: 'x' });
});

test('whatever a history holds, turns alternate and no text is blank', () => {
  const part = fc.oneof(
    fc.record({ type: fc.constant('text' as const), text: fc.string() }),
    fc.record({ type: fc.constant('image' as const), url: fc.constantFrom('data:image/png;base64,AAAA', 'https://a.example/x') }),
  );
  const message = fc.oneof(
    fc.record({ role: fc.constantFrom('user' as const, 'system' as const), content: fc.array(part, { maxLength: 3 }) }),
    fc.record({
      role: fc.constant('assistant' as const),
      content: fc.array(part, { maxLength: 3 }),
      toolCalls: fc.array(fc.record({ id: fc.string(), name: fc.string({ minLength: 1 }), arguments: fc.string() }), { maxLength: 2 }),
    }),
    fc.record({ role: fc.constant('tool' as const), toolCallId: fc.string(), content: fc.array(part, { maxLength: 2 }) }),
  );
  fc.assert(
    fc.property(fc.array(message, { maxLength: 8 }), fc.constantFrom(CLAUDE, NOVA, LLAMA), (messages, model) => {
      const { body } = build({ messages, tools: [f] }, model);
      for (const [at, turn] of body.messages.entries()) {
        expect(turn.content.length).toBeGreaterThan(0);
        if (at > 0) expect(turn.role).not.toBe(body.messages[at - 1]?.role);
        for (const { text } of turn.content) if (typeof text === 'string' && turn.role === 'user') expect(text.trim()).not.toBe('');
      }
    }),
  );
});
