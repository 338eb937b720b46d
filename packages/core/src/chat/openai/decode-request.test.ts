import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeOpenAiRequest, MAX_MESSAGES } from './decode-request.ts';

const user = { role: 'user', content: 'Hello' };
const decoded = (body: Record<string, unknown>) => {
  const result = decodeOpenAiRequest({ model: 'gpt-4o', messages: [user], ...body });
  if (!result.ok) throw new Error(result.message);
  return result.request;
};
const refused = (body: unknown) => {
  const result = decodeOpenAiRequest(body);
  if (result.ok) throw new Error('was not refused');
  return result;
};

describe('a chat completions body', () => {
  test('becomes a canonical request with nothing that was not said', () => {
    expect(decoded({})).toEqual({
      dialect: 'openai-chat',
      model: 'gpt-4o',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
      stream: false,
      includeUsage: false,
      extra: {},
    });
  });

  test('has its sampling fields under canonical names', () => {
    const request = decoded({
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.2,
      top_p: 0.9,
      top_k: 5,
      n: 2,
      seed: 7,
      stop: 'END',
      presence_penalty: 0.1,
      frequency_penalty: 0.2,
      logprobs: true,
      top_logprobs: 3,
      user: 'u-1',
      metadata: { team: 'a' },
      reasoning_effort: 'low',
      parallel_tool_calls: false,
    });
    expect(request).toMatchObject({
      stream: true,
      includeUsage: true,
      temperature: 0.2,
      topP: 0.9,
      topK: 5,
      choices: 2,
      seed: 7,
      stop: ['END'],
      presencePenalty: 0.1,
      frequencyPenalty: 0.2,
      logprobs: true,
      topLogprobs: 3,
      user: 'u-1',
      metadata: { team: 'a' },
      reasoning: { effort: 'low' },
      parallelToolCalls: false,
      extra: {},
    });
  });

  test.each([
    [{ max_tokens: 10, max_completion_tokens: 20 }, 20],
    [{ max_completion_tokens: 20, max_tokens: 10 }, 20],
    [{ max_tokens: 10 }, 10],
  ])('takes max_completion_tokens before max_tokens in either order: %o', (fields, limit) => {
    expect(decoded(fields).maxOutputTokens).toBe(limit);
  });

  test('treats null as absent', () => {
    expect(decoded({ temperature: null, tools: null, stop: null, stream: null, response_format: null })).toEqual(decoded({}));
  });

  test('keeps fields it does not know, in the body and in messages', () => {
    const request = decoded({ service_tier: 'flex', messages: [{ ...user, weight: 1 }] });
    expect(request.extra).toEqual({ service_tier: 'flex' });
    expect(request.messages[0]?.extra).toEqual({ weight: 1 });
  });

  test('cannot set a prototype', () => {
    const request = decodeOpenAiRequest(JSON.parse('{"model":"m","messages":[{"role":"user","content":"x"}],"__proto__":{"stream":true}}'));
    expect(request.ok && request.request.extra).toEqual({});
    expect(request.ok && Object.getPrototypeOf(request.request.extra)).toBe(Object.prototype);
  });

  test('may leave messages out only when it names a prompt', () => {
    expect(decoded({ messages: undefined, prompt: { id: 'p' } }).messages).toEqual([]);
    expect(refused({ model: 'm' }).param).toBe('messages');
  });
});

describe('content', () => {
  test('is read part by part: text, image, audio, file, and others as they came', () => {
    const video = { type: 'video_url', video_url: { url: 'https://example.test/v.mp4' } };
    const content = [
      { type: 'text', text: 'a', cache_control: { type: 'ephemeral', ttl: '1h' } },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AA', detail: 'low' } },
      { type: 'input_audio', input_audio: { data: 'AA', format: 'wav' } },
      { type: 'file', file: { file_data: 'data:application/pdf;base64,AA', filename: 'a.pdf' } },
      video,
    ];
    expect(decoded({ messages: [{ role: 'user', content }] }).messages[0]?.content).toEqual([
      { type: 'text', text: 'a', cacheControl: { ttl: '1h' } },
      { type: 'image', url: 'data:image/png;base64,AA', detail: 'low' },
      { type: 'audio', data: 'AA', format: 'wav' },
      { type: 'file', data: 'data:application/pdf;base64,AA', filename: 'a.pdf' },
      { type: 'other', raw: video },
    ]);
  });

  test('of an assistant keeps calls, reasoning with its signature, and refusal', () => {
    const message = {
      role: 'assistant',
      content: null,
      refusal: 'No.',
      reasoning_content: 'Hm.',
      reasoning_details: [{ type: 'reasoning.text', text: 'Hm.', signature: 'sig' }],
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
    };
    expect(decoded({ messages: [user, message] }).messages[1]).toEqual({
      role: 'assistant',
      content: [],
      refusal: 'No.',
      reasoning: [{ text: 'Hm.', signature: 'sig' }],
      toolCalls: [{ id: 'c1', name: 'f', arguments: '{"a":1}' }],
    });
  });

  test('of the developer role stays apart from system', () => {
    expect(decoded({ messages: [{ role: 'developer', content: 'x' }] }).messages[0]?.role).toBe('developer');
  });
});

describe('tools', () => {
  test('keep their whole schema, and a tool that is no function comes along as it is', () => {
    const parameters = { type: 'object', properties: { a: { $ref: '#/$defs/x' } }, $defs: { x: { type: 'string' } } };
    const custom = { type: 'custom', custom: { name: 'grep' } };
    const tools = [{ type: 'function', function: { name: 'f', description: 'd', parameters, strict: true } }, custom];
    expect(decoded({ tools }).tools).toEqual([
      { name: 'f', description: 'd', parameters, strict: true },
      { name: 'grep', raw: custom },
    ]);
  });

  test.each([
    ['auto', { type: 'auto' }],
    ['none', { type: 'none' }],
    ['required', { type: 'required' }],
    [
      { type: 'function', function: { name: 'f' } },
      { type: 'tool', name: 'f' },
    ],
  ])('are chosen by %o', (choice, expected) => {
    expect(decoded({ tool_choice: choice }).toolChoice).toEqual(expected);
  });

  test('choice of another kind is kept as it came', () => {
    const choice = { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [] } };
    expect(decoded({ tool_choice: choice }).extra).toEqual({ tool_choice: choice });
  });

  test('in the old form pair the answer of a function with its call', () => {
    const messages = [
      user,
      { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
      { role: 'function', name: 'f', content: '42' },
    ];
    const request = decoded({ functions: [{ name: 'f' }], function_call: { name: 'f' }, messages });
    expect(request.usesFunctions).toBe(true);
    expect(request.tools).toEqual([{ name: 'f' }]);
    expect(request.toolChoice).toEqual({ type: 'tool', name: 'f' });
    const [, call, answer] = request.messages;
    expect(call?.role === 'assistant' && call.toolCalls[0]?.id).toBe(answer?.role === 'tool' && answer.toolCallId);
  });

  test('response_format is read with its schema', () => {
    const schema = { type: 'object', properties: {} };
    expect(decoded({ response_format: { type: 'json_schema', json_schema: { name: 'n', schema, strict: true } } }).responseFormat).toEqual({
      type: 'json_schema',
      name: 'n',
      schema,
      strict: true,
    });
    expect(decoded({ response_format: { type: 'json_object' } }).responseFormat).toEqual({ type: 'json_object' });
  });
});

describe('a refusal names the field and what was expected', () => {
  test.each([
    [{ messages: [user] }, 'model', 'missing_required_parameter'],
    [{ model: '', messages: [user] }, 'model', 'invalid_value'],
    [{ model: 3, messages: [user] }, 'model', 'invalid_type'],
    [{ model: 'm', messages: 'x' }, 'messages', 'invalid_type'],
    [{ model: 'm', messages: [] }, 'messages', 'invalid_value'],
    [{ model: 'm', messages: [user, 1] }, 'messages[1]', 'invalid_type'],
    [{ model: 'm', messages: [{ role: 'robot', content: 'x' }] }, 'messages[0].role', 'invalid_value'],
    [{ model: 'm', messages: [user, user, { role: 'user', content: 3 }] }, 'messages[2].content', 'invalid_type'],
    [
      { model: 'm', messages: [{ role: 'user', content: [{ type: 'text' }] }] },
      'messages[0].content[0].text',
      'missing_required_parameter',
    ],
    [
      { model: 'm', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 1 } }] }] },
      'messages[0].content[0].image_url.url',
      'invalid_type',
    ],
    [{ model: 'm', messages: [{ role: 'tool', content: 'x' }] }, 'messages[0].tool_call_id', 'missing_required_parameter'],
    [{ model: 'm', messages: [user], temperature: 'hot' }, 'temperature', 'invalid_type'],
    [{ model: 'm', messages: [user], max_tokens: 0 }, 'max_tokens', 'invalid_value'],
    [{ model: 'm', messages: [user], stream: 'yes' }, 'stream', 'invalid_type'],
    [{ model: 'm', messages: [user], stop: ['a', 1] }, 'stop[1]', 'invalid_type'],
    [{ model: 'm', messages: [user], tools: [{ type: 'function', function: {} }] }, 'tools[0].function.name', 'missing_required_parameter'],
    [{ model: 'm', messages: [user], metadata: { a: 1 } }, 'metadata.a', 'invalid_type'],
    [{ model: 'm', messages: [user], response_format: { type: 'xml' } }, 'response_format.type', 'invalid_value'],
  ])('%o', (body, param, code) => {
    const refusal = refused(body);
    expect(refusal).toMatchObject({ param, code });
    expect(refusal.message).toContain(param);
  });

  test.each([null, 'text', 3, []])('a body that is no object is refused: %o', (body) => {
    expect(refused(body)).toMatchObject({ param: null, code: 'invalid_request' });
  });

  test('more messages than allowed are refused with the limit in the message', () => {
    const refusal = refused({ model: 'm', messages: Array.from({ length: MAX_MESSAGES + 1 }, () => user) });
    expect(refusal.code).toBe('too_many_messages');
    expect(refusal.message).toContain(String(MAX_MESSAGES));
    expect(decodeOpenAiRequest({ model: 'm', messages: Array.from({ length: MAX_MESSAGES }, () => user) }).ok).toBe(true);
  });
});

test('no JSON value makes the decoder throw', () => {
  const key = fc.constantFrom(
    'model',
    'messages',
    'tools',
    'stop',
    'role',
    'content',
    'type',
    'function',
    'tool_calls',
    'image_url',
    'name',
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue({ maxDepth: 1 }),
      fc.constantFrom('user', 'assistant', 'tool', 'function', 'text', 'image_url', 'file'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    ),
  })).value;
  fc.assert(
    fc.property(json, json, (messages, tools) => {
      expect(typeof decodeOpenAiRequest({ model: 'm', messages, tools }).ok).toBe('boolean');
    }),
  );
});
