import type { ChatRequest, Message, ToolCall } from '@tollgate/core/chat/request';
import { describe, expect, test } from 'vitest';
import { JSON_ANSWER_TOOL } from '../anthropic/json-answer-tool.ts';
import { geminiAdapter } from './index.ts';
import type { Flavour } from './parts.ts';
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
const V2 = 'gemini-2.5-flash';
const V3 = 'gemini-3-flash-preview';
const build = (request: Partial<ChatRequest>, model = V2, flavour: Flavour = 'gemini') =>
  buildBody({ ...plain, ...request }, model, flavour);
const calling = (...calls: ToolCall[]): Message => ({ role: 'assistant', content: [], toolCalls: calls });
const call = (id: string, name = `f${id}`): ToolCall => ({ id, name, arguments: '{"a":1}' });
const result = (id: string, text = id): Message => ({ role: 'tool', toolCallId: id, content: say(text) });
const f = { name: 'f', description: 'd', parameters: { type: 'object', properties: { a: { type: 'number' } } } };
const answered = (id: string, text = id, name = `f${id}`) => ({ functionResponse: { name, id, response: { output: text } } });
const called = (id: string, name = `f${id}`) => ({ functionCall: { name, id, args: { a: 1 } } });

test('a plain request is one turn', () => {
  expect(build({})).toEqual({ body: { contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] }, headers: {}, warnings: [] });
});

test('the key goes in a header, the model in the path, and streams are asked for as events', () => {
  const { chat, authentication } = geminiAdapter;
  const proof = authentication({});
  expect(proof.scheme === 'header' && proof.headers('secret')).toEqual({ 'x-goog-api-key': 'secret' });
  expect(chat.path({ model: V2, settings: {} }, false)).toBe('/v1beta/models/gemini-2.5-flash:generateContent');
  expect(chat.path({ model: V2, settings: {} }, true)).toBe('/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse');
  expect(chat.path({ model: 'tunedModels/mine', settings: {} }, false)).toBe('/v1beta/tunedModels/mine:generateContent');
  expect(chat.path({ model: '../../x?key=1', settings: {} }, false)).toBe('/v1beta/models/..%2F..%2Fx%3Fkey%3D1:generateContent');
});

describe('messages', () => {
  test('give every system and developer text apart, in order, wherever it stood', () => {
    const messages: Message[] = [{ role: 'system', content: say('a') }, user('x'), { role: 'developer', content: say('b') }];
    expect(build({ messages }).body).toEqual({
      systemInstruction: { parts: [{ text: 'a' }, { text: 'b' }] },
      contents: [{ role: 'user', parts: [{ text: 'x' }] }],
    });
  });

  test('give a system text to the user where there is no other turn, and to models that know no system', () => {
    const alone = build({ messages: [{ role: 'system', content: say('a') }] });
    expect(alone).toMatchObject({ body: { contents: [{ role: 'user', parts: [{ text: 'a' }] }] }, warnings: ['messages'] });
    const gemma = build({ messages: [{ role: 'system', content: say('a') }, user('x')] }, 'gemma-3-27b-it');
    expect(gemma.body).toEqual({ contents: [{ role: 'user', parts: [{ text: 'a' }, { text: 'x' }] }] });
  });

  test('alternate: neighbours of one role become one turn, empty texts vanish', () => {
    const messages: Message[] = [user('a'), user(''), user('b'), { role: 'assistant', content: say('c'), toolCalls: [] }];
    expect(build({ messages }).body['contents']).toEqual([
      { role: 'user', parts: [{ text: 'a' }, { text: 'b' }] },
      { role: 'model', parts: [{ text: 'c' }] },
    ]);
  });

  test('answer every call once in the turn after it, by name and in the order of the calls, before what the user says', () => {
    const messages = [user('a'), calling(call('1'), call('2'), call('3')), result('3'), user('and?'), result('1'), result('2')];
    expect(build({ messages }).body['contents']).toEqual([
      { role: 'user', parts: [{ text: 'a' }] },
      { role: 'model', parts: [called('1'), called('2'), called('3')] },
      { role: 'user', parts: [answered('1'), answered('2'), answered('3'), { text: 'and?' }] },
    ]);
  });

  test('keep the number of answers even when ids do not match: nothing is lost, and it is said', () => {
    const messages = [user('a'), calling(call('1'), call('2')), result('2'), result('stray', 'odd')];
    const { body, warnings } = build({ messages });
    expect(body['contents']).toMatchObject([
      {},
      {},
      {
        parts: [
          { functionResponse: { name: 'f1', response: { error: 'The call has no result.' } } },
          answered('2'),
          { text: 'Result of the tool call stray: odd' },
        ],
      },
    ]);
    expect(warnings).toEqual(['messages.tool_call_id']);
  });

  test('tell a failed tool from one that worked, and put images of results where the model looks for them', () => {
    const png = { type: 'image' as const, url: 'data:image/png;base64,AA' };
    const messages: Message[] = [
      user('a'),
      calling(call('1')),
      { role: 'tool', toolCallId: '1', isError: true, content: [...say('no'), png] },
    ];
    const inline = { inlineData: { mimeType: 'image/png', data: 'AA' } };
    const failed = { name: 'f1', id: '1', response: { error: 'no' } };
    expect(build({ messages }).body['contents']).toMatchObject([{}, {}, { parts: [{ functionResponse: failed }, inline] }]);
    expect(build({ messages }, V3).body['contents']).toMatchObject([
      {},
      {},
      { parts: [{ functionResponse: { ...failed, parts: [inline] } }] },
    ]);
  });

  test.each([
    ['', {}, []],
    ['{"a":', { arguments: '{"a":' }, ['tool_calls.function.arguments']],
    ['[1]', { arguments: '[1]' }, ['tool_calls.function.arguments']],
  ])('always give a call an object: %s', (args, read, warnings) => {
    const built = build({ messages: [user('a'), calling({ id: '1', name: 'f', arguments: args }), result('1')] });
    expect(built.body['contents']).toMatchObject([{}, { parts: [{ functionCall: { args: read } }] }, {}]);
    expect(built.warnings).toEqual(warnings);
  });

  test('leave call ids out at Vertex AI, which refuses them', () => {
    const { body } = build({ messages: [user('a'), calling(call('1')), result('1')] }, V2, 'vertex');
    expect(JSON.stringify(body)).not.toContain('"id"');
  });

  test('carry images, sound, video and files, inline or by address, and name what has no part', () => {
    const content: Message['content'] = [
      { type: 'image', url: 'data:image/jpg;base64,AA' },
      { type: 'image', url: 'https://example.test/a.png?x=1' },
      { type: 'image', url: 'https://example.test/b' },
      { type: 'audio', data: 'BB', format: 'wav' },
      { type: 'file', data: 'data:application/pdf;base64,CC', filename: 'a.pdf' },
      { type: 'file', data: 'DD', filename: 'a.csv' },
      { type: 'file', fileId: 'files/abc' },
      { type: 'file', url: 'https://example.test/c.pdf' },
      { type: 'other', raw: { type: 'video_url', video_url: { url: 'https://www.youtube.com/watch?v=x' } } },
      { type: 'file', fileId: 'file-1' },
      { type: 'image', url: 'not a url' },
      { type: 'other', raw: { type: 'hologram' } },
    ];
    const { body, warnings } = build({ messages: [{ role: 'user', content }] });
    expect(body['contents']).toEqual([
      {
        role: 'user',
        parts: [
          { inlineData: { mimeType: 'image/jpeg', data: 'AA' } },
          { fileData: { mimeType: 'image/png', fileUri: 'https://example.test/a.png?x=1' } },
          { fileData: { fileUri: 'https://example.test/b' } },
          { inlineData: { mimeType: 'audio/wav', data: 'BB' } },
          { inlineData: { mimeType: 'application/pdf', data: 'CC' } },
          { inlineData: { mimeType: 'text/csv', data: 'DD' } },
          { fileData: { fileUri: 'https://generativelanguage.googleapis.com/v1beta/files/abc' } },
          { fileData: { mimeType: 'application/pdf', fileUri: 'https://example.test/c.pdf' } },
          { fileData: { fileUri: 'https://www.youtube.com/watch?v=x' } },
        ],
      },
    ]);
    expect(warnings).toEqual(['file_id', 'image_url', 'hologram']);
    expect(
      build({ messages: [{ role: 'user', content: [{ type: 'image', url: 'https://example.test/b' }] }] }, V2, 'vertex').body,
    ).toMatchObject({
      contents: [{ parts: [{ fileData: { mimeType: 'image/jpeg', fileUri: 'https://example.test/b' } }] }],
    });
  });

  test('ask for one resolution for all images, and say when they differ', () => {
    const image = (detail?: string) => ({
      type: 'image' as const,
      url: 'data:image/png;base64,AA',
      ...(detail === undefined ? {} : { detail }),
    });
    const low = build({ messages: [{ role: 'user', content: [image('low'), image('low')] }] });
    expect(low).toMatchObject({ body: { generationConfig: { mediaResolution: 'MEDIA_RESOLUTION_LOW' } }, warnings: [] });
    expect(build({ messages: [{ role: 'user', content: [image('low'), image()] }] }).warnings).toEqual(['image_url.detail']);
  });
});

describe('thoughts', () => {
  const thinking = (extra: Partial<Message & { role: 'assistant' }>): Message[] => [
    user('a'),
    { role: 'assistant', content: [], toolCalls: [], ...extra },
  ];
  const partsOf = (messages: Message[], model = V3) => build({ messages }, model).body['contents'];

  test('go back with the signatures where they were: on the thought, on the text or on the call', () => {
    const messages = thinking({
      reasoning: [
        { text: 'hm', signature: 's1', format: 'google-gemini-v1' },
        { text: '', signature: 's2', format: 'google-gemini-v1' },
      ],
      content: say('so'),
      toolCalls: [{ ...call('1'), signature: 's3' }, call('2')],
    });
    expect(partsOf(messages)).toMatchObject([
      {},
      {
        role: 'model',
        parts: [
          { text: 'hm', thought: true, thoughtSignature: 's1' },
          { text: 'so', thoughtSignature: 's2' },
          { ...called('1'), thoughtSignature: 's3' },
          called('2'),
        ],
      },
    ]);
  });

  test('bring back the signature of a call also where a dialect carries it as a thought', () => {
    const reasoning = [{ text: '', encrypted: 's', id: '2', format: 'google-gemini-v1' as const }];
    const messages = thinking({ reasoning, toolCalls: [call('1'), call('2')] });
    expect(partsOf(messages)).toEqual([
      expect.anything(),
      { role: 'model', parts: [called('1'), { ...called('2'), thoughtSignature: 's' }] },
    ]);
    expect(build({ messages }).warnings).toEqual([]);
  });

  test('keep a signature that has no text to stand on', () => {
    expect(partsOf(thinking({ reasoning: [{ text: '', signature: 's' }] }))).toMatchObject([
      {},
      { parts: [{ text: '', thoughtSignature: 's' }] },
    ]);
  });

  test('of another provider stay out, and it is said', () => {
    const messages = thinking({ content: say('so'), reasoning: [{ text: 'hm', signature: 'x', format: 'anthropic-claude-v1' }] });
    const { body, warnings } = build({ messages });
    expect(JSON.stringify(body)).not.toContain('hm');
    expect(warnings).toEqual(['reasoning_content']);
    expect(build({ messages, dialect: 'anthropic-messages' }).warnings).toEqual(['messages.content.thinking']);
  });

  test('that nobody signed are vouched for by Google’s own word, once a turn and only where it is demanded', () => {
    const messages = [user('a'), calling(call('1'), call('2')), result('1'), result('2')];
    expect(partsOf(messages)).toMatchObject([
      {},
      { parts: [{ ...called('1'), thoughtSignature: 'skip_thought_signature_validator' }, called('2')] },
      {},
    ]);
    expect(JSON.stringify(partsOf(messages))).toMatch(/^(?:(?!skip_).)*skip_(?:(?!skip_).)*$/);
    expect(JSON.stringify(partsOf(messages, V2))).not.toContain('skip_');
  });
});

describe('tools', () => {
  test('are declared by JSON Schema, and by OpenAPI’s subset at older models', () => {
    const declared = { name: 'f', description: 'd' };
    expect(build({ tools: [f] }).body['tools']).toEqual([{ functionDeclarations: [{ ...declared, parametersJsonSchema: f.parameters }] }]);
    expect(build({ tools: [f] }, 'gemini-2.0-flash').body['tools']).toEqual([
      { functionDeclarations: [{ ...declared, parameters: { type: 'OBJECT', properties: { a: { type: 'NUMBER' } } } }] },
    ]);
    const bare = { name: 'g', parameters: { type: 'object', properties: {} } };
    expect(build({ tools: [bare] }, 'gemini-2.0-flash').body['tools']).toEqual([{ functionDeclarations: [{ name: 'g' }] }]);
  });

  test.each([
    [undefined, undefined],
    [{ type: 'auto' as const }, { mode: 'AUTO' }],
    [{ type: 'none' as const }, { mode: 'NONE' }],
    [{ type: 'required' as const }, { mode: 'ANY' }],
    [
      { type: 'tool' as const, name: 'f' },
      { mode: 'ANY', allowedFunctionNames: ['f'] },
    ],
  ])('are chosen as the caller says: %o', (toolChoice, functionCallingConfig) => {
    const { body } = build({ tools: [f], ...(toolChoice === undefined ? {} : { toolChoice }) });
    expect(body['toolConfig']).toEqual(functionCallingConfig === undefined ? undefined : { functionCallingConfig });
  });

  test('that are strict are validated', () => {
    expect(build({ tools: [{ ...f, strict: true }] }).body['toolConfig']).toEqual({ functionCallingConfig: { mode: 'VALIDATED' } });
    expect(build({ tools: [{ ...f, strict: true }] }, 'gemini-2.0-flash').warnings).toEqual(['tools.function.strict']);
  });

  test('cannot be kept from being called together, which is said', () => {
    expect(build({ tools: [f], parallelToolCalls: false }).warnings).toEqual(['parallel_tool_calls']);
  });

  test('that Google runs itself are reached under their names in any dialect, beside functions only where that works', () => {
    const search = { name: 'web_search', raw: { type: 'web_search_preview' } };
    expect(build({ tools: [search] })).toMatchObject({ body: { tools: [{ googleSearch: {} }] }, warnings: [] });
    expect(build({ tools: [search, f] })).toMatchObject({ warnings: ['tools.web_search_preview'] });
    expect(build({ tools: [search, f] }, V3).body).toMatchObject({
      tools: [{ functionDeclarations: [{ name: 'f' }] }, { googleSearch: {} }],
      toolConfig: { includeServerSideToolInvocations: true },
    });
    const limited = { name: 'web_search', raw: { type: 'web_search_20250305', name: 'web_search', max_uses: 3 } };
    expect(build({ tools: [limited] }).warnings).toEqual(['tools.web_search_20250305']);
    expect(build({ tools: [{ name: 'x', raw: { type: 'computer' } }] })).toMatchObject({ warnings: ['tools.computer'] });
  });
});

describe('answers by a schema', () => {
  const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false };
  const responseFormat = { type: 'json_schema' as const, name: 'A', schema };

  test('are asked for in the field of the API', () => {
    expect(build({ responseFormat }).body).toMatchObject({
      generationConfig: { responseMimeType: 'application/json', responseJsonSchema: schema },
    });
    expect(build({ responseFormat }, 'gemini-2.0-flash').body).toMatchObject({
      generationConfig: { responseMimeType: 'application/json', responseSchema: { type: 'OBJECT', required: ['a'] } },
    });
    expect(build({ responseFormat: { type: 'json_object' } }).body['generationConfig']).toEqual({ responseMimeType: 'application/json' });
    expect(build({ responseFormat: { type: 'text' } }).body).not.toHaveProperty('generationConfig');
  });

  test('beside functions are a call where the model cannot do both', () => {
    const { body, warnings } = build({ responseFormat, tools: [f] });
    expect(body).toMatchObject({
      tools: [{ functionDeclarations: [{ name: 'f' }, { name: JSON_ANSWER_TOOL, parametersJsonSchema: schema }] }],
      toolConfig: { functionCallingConfig: { mode: 'ANY' } },
    });
    expect(body).not.toHaveProperty('generationConfig');
    expect(warnings).toEqual([]);
    expect(build({ responseFormat, tools: [f] }, V3).body).toMatchObject({ generationConfig: { responseJsonSchema: schema } });
  });

  test('win over functions that may not be called', () => {
    const { body } = build({ responseFormat, tools: [f], toolChoice: { type: 'none' } });
    expect(body).toMatchObject({ generationConfig: { responseJsonSchema: schema } });
    expect(body).not.toHaveProperty('tools');
  });

  test('are asked for in words where nothing else is left, and it is said', () => {
    const { body, warnings } = build({ responseFormat: { type: 'json_object' }, tools: [f] });
    expect(body).toMatchObject({ systemInstruction: { parts: [{ text: expect.stringContaining('JSON object') }] } });
    expect(warnings).toEqual(['response_format']);
    expect(build({ responseFormat, dialect: 'openai-responses' }, 'gemma-3-27b-it').warnings).toEqual(['text.format', 'input']);
  });
});

describe('fields', () => {
  test('that the API knows get their names', () => {
    const request: Partial<ChatRequest> = {
      maxOutputTokens: 10,
      temperature: 1.5,
      topP: 0.5,
      topK: 4,
      stop: ['a', ''],
      seed: 7,
      choices: 2,
      logprobs: true,
      topLogprobs: 3,
    };
    expect(build(request)).toMatchObject({
      body: {
        generationConfig: {
          maxOutputTokens: 10,
          temperature: 1.5,
          topP: 0.5,
          topK: 4,
          stopSequences: ['a'],
          seed: 7,
          candidateCount: 2,
          responseLogprobs: true,
          logprobs: 3,
        },
      },
      warnings: [],
    });
  });

  test('that a model refuses are left out by name', () => {
    const request: Partial<ChatRequest> = { presencePenalty: 1, frequencyPenalty: 0, user: 'u', seed: 2 ** 40, stop: [...'abcdef'] };
    const { body, warnings } = build({ ...request, extra: { logit_bias: {}, store: false } });
    expect(body['generationConfig']).toEqual({ stopSequences: [...'abcde'], seed: 0 });
    expect(warnings).toEqual(['seed', 'presence_penalty', 'stop', 'user', 'logit_bias']);
    expect(build({ presencePenalty: 1 }, 'gemini-2.0-flash').body).toMatchObject({ generationConfig: { presencePenalty: 1 } });
    expect(build({ ...request, dialect: 'anthropic-messages' }).warnings).toContain('stop_sequences');
  });

  test('without a canonical name reach the API where it has a place for them', () => {
    const safety = [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }];
    const extra = { modalities: ['text', 'image'], safety_settings: safety, cached_content: 'cachedContents/1', service_tier: 'flex' };
    expect(build({ extra })).toMatchObject({
      body: {
        safetySettings: safety,
        cachedContent: 'cachedContents/1',
        serviceTier: 'flex',
        generationConfig: { responseModalities: ['TEXT', 'IMAGE'] },
      },
      warnings: [],
    });
    expect(build({ extra: { service_tier: 'flex' } }, V2, 'vertex').headers).toEqual({ 'x-vertex-ai-llm-shared-request-type': 'flex' });
    const speech = { modalities: ['text', 'audio'], audio: { voice: 'Kore', format: 'wav' } };
    expect(build({ extra: speech, stream: true })).toMatchObject({
      body: {
        generationConfig: {
          responseModalities: ['AUDIO'],
          speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } } },
        },
      },
      warnings: ['modalities', 'audio.format'],
    });
  });

  test('that can be labels are labels at Vertex AI', () => {
    const metadata = { team: 'search', Odd: 'x', note: 'Two words' };
    expect(build({ metadata }, V2, 'vertex').body).toMatchObject({ labels: { team: 'search' } });
    expect(build({ metadata }).body).not.toHaveProperty('labels');
  });
});

describe('hostile input', () => {
  test('names of prototypes, deep and recursive schemas and huge seeds neither throw nor hang', () => {
    const parameters = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}}}');
    expect(JSON.stringify(build({ tools: [{ name: 'f', parameters }] }).body)).toContain('"constructor":{"type":"string"}');
    let deep: Record<string, unknown> = { type: 'string' };
    for (let level = 0; level < 20_000; level++) deep = { type: 'array', items: deep };
    const explosive = {
      type: 'object',
      properties: { a: { $ref: '#/properties/b' }, b: { anyOf: [{ $ref: '#/properties/a' }, { $ref: '#/properties/a' }] } },
    };
    for (const schema of [deep, explosive]) {
      for (const model of [V2, 'gemini-2.0-flash']) {
        const { body, warnings } = build({ tools: [{ name: 'f', parameters: schema }] }, model);
        expect(JSON.stringify(body).length).toBeLessThan(5_000_000);
        expect(warnings).toEqual(['tools.function.parameters']);
      }
    }
  });
});
