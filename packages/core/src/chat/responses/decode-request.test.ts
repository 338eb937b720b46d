import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openAiResponses } from './index.ts';

const plain = { model: 'smart', input: 'Hi' };
const decode = (body: object) => {
  const decoded = openAiResponses.decodeRequest({ ...plain, ...body });
  if (!decoded.ok) throw new Error(`${decoded.param}: ${decoded.message}`);
  return decoded.request;
};
const messages = (...input: unknown[]) => decode({ input }).messages;
const user = { role: 'user', content: 'Hi' };

test('a plain request', () => {
  expect(decode({ stream: true })).toEqual({
    dialect: 'openai-responses',
    model: 'smart',
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
    stream: true,
    includeUsage: true,
    extra: {},
  });
});

test('every field has its place; what only this API has stays as it came, defaults apart', () => {
  const request = decode({
    instructions: 'Be kind.',
    max_output_tokens: 50,
    temperature: 0.5,
    top_p: 0.9,
    top_logprobs: 2,
    parallel_tool_calls: false,
    user: 'u',
    metadata: { a: 'b' },
    reasoning: { effort: 'low', summary: 'auto' },
    include: ['reasoning.encrypted_content', 'message.output_text.logprobs', 'web_search_call.results'],
    truncation: 'disabled',
    store: false,
    previous_response_id: 'resp_1',
    background: false,
    text: { verbosity: 'low', format: { type: 'json_schema', name: 'n', schema: { type: 'object' }, strict: true } },
    stream_options: { include_obfuscation: false },
    prompt: null,
  });
  expect(request).toMatchObject({
    maxOutputTokens: 50,
    temperature: 0.5,
    topP: 0.9,
    topLogprobs: 2,
    parallelToolCalls: false,
    user: 'u',
    metadata: { a: 'b' },
    reasoning: { effort: 'low', summary: 'auto' },
    logprobs: true,
    responseFormat: { type: 'json_schema', name: 'n', schema: { type: 'object' }, strict: true },
  });
  expect(request.messages[0]).toEqual({ role: 'system', content: [{ type: 'text', text: 'Be kind.' }], isInstructions: true });
  expect(request.extra).toEqual({
    include: ['web_search_call.results'],
    store: false,
    previous_response_id: 'resp_1',
    background: false,
    text: { verbosity: 'low' },
  });
});

describe('items', () => {
  test('messages with pictures, files and sound', () => {
    expect(
      messages({
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: 'See' },
          { type: 'input_image', image_url: 'https://e.com/a.png', detail: 'low' },
          { type: 'input_image', image_url: 'https://e.com/b.png', detail: 'auto' },
          { type: 'input_image', file_id: 'file_1' },
          { type: 'input_file', file_data: 'data:application/pdf;base64,aGk=', filename: 'a.pdf' },
          { type: 'input_file', file_url: 'https://e.com/a.pdf' },
          { type: 'input_audio', input_audio: { data: 'aGk=', format: 'wav' } },
        ],
      }),
    ).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'See' },
          { type: 'image', url: 'https://e.com/a.png', detail: 'low' },
          { type: 'image', url: 'https://e.com/b.png' },
          { type: 'other', raw: { type: 'input_image', file_id: 'file_1' } },
          { type: 'file', data: 'data:application/pdf;base64,aGk=', filename: 'a.pdf' },
          { type: 'file', url: 'https://e.com/a.pdf' },
          { type: 'audio', data: 'aGk=', format: 'wav' },
        ],
      },
    ]);
  });

  test('thoughts, text and calls of one turn are one message, with results after it', () => {
    expect(
      messages(
        user,
        { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'a' }], encrypted_content: 'E' },
        { type: 'message', role: 'assistant', id: 'msg_1', content: [{ type: 'output_text', text: 'Well.', annotations: [] }] },
        { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{}' },
        { type: 'custom_tool_call', call_id: 'c2', name: 'sql', input: 'SELECT 1' },
        { type: 'function_call_output', call_id: 'c1', output: 'done' },
        { type: 'custom_tool_call_output', call_id: 'c2', output: [{ type: 'input_text', text: 'rows' }] },
      ).slice(1),
    ).toEqual([
      {
        role: 'assistant',
        reasoning: [{ text: 'a', isSummary: true, encrypted: 'E', format: 'openai-responses-v1', id: 'rs_1' }],
        content: [{ type: 'text', text: 'Well.' }],
        toolCalls: [
          { id: 'c1', name: 'f', arguments: '{}' },
          { id: 'c2', name: 'sql', arguments: 'SELECT 1', isCustom: true },
        ],
      },
      { role: 'tool', toolCallId: 'c1', content: [{ type: 'text', text: 'done' }] },
      { role: 'tool', toolCallId: 'c2', content: [{ type: 'text', text: 'rows' }] },
    ]);
  });

  test('two answers in a row stay two, with their phase and refusals', () => {
    const said = (text: string, phase: string) => ({ type: 'message', role: 'assistant', phase, content: [{ type: 'output_text', text }] });
    const refused = { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] };
    expect(messages(user, said('a', 'commentary'), said('b', 'final_answer'), user, refused)).toMatchObject([
      {},
      { content: [{ text: 'a' }], extra: { phase: 'commentary' } },
      { content: [{ text: 'b' }], extra: { phase: 'final_answer' } },
      {},
      { content: [], refusal: 'No.' },
    ]);
  });

  test('another provider’s thought finds its way home, a call’s signature its call, and nothing comes of an empty one', () => {
    const [, message] = messages(
      user,
      { type: 'reasoning', id: 'rs_1', summary: [] },
      { type: 'reasoning', id: 'rs_2', summary: [{ type: 'summary_text', text: 'Hm.' }], encrypted_content: 'anthropic-claude-v1:s::S' },
      { type: 'reasoning', id: 'rs_3', summary: [], encrypted_content: 'google-gemini-v1:e:c1:SIG' },
      { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{}' },
    );
    expect(message).toMatchObject({
      reasoning: [{ text: 'Hm.', signature: 'S', format: 'anthropic-claude-v1' }],
      toolCalls: [{ id: 'c1', signature: 'SIG' }],
    });
    expect(message).not.toHaveProperty('reasoning.1');
  });

  test('of the provider’s own tools stay as they came, in the turn they belong to', () => {
    const searched = { type: 'web_search_call', id: 'ws_1', status: 'completed' };
    const output = { type: 'local_shell_call_output', call_id: 'c', output: 'x' };
    expect(messages(user, searched, output).slice(1)).toEqual([
      { role: 'assistant', content: [{ type: 'other', raw: searched }], toolCalls: [] },
      { role: 'user', content: [{ type: 'other', raw: output }] },
    ]);
  });

  test.each([{ type: 'item_reference', id: 'msg_1' }, { id: 'rs_1' }])('a reference %j is refused with what to do instead', (reference) => {
    const decoded = openAiResponses.decodeRequest({ ...plain, input: [user, reference] });
    expect(decoded).toMatchObject({ ok: false, param: 'input[1]', code: 'unsupported_item_reference' });
    expect(!decoded.ok && decoded.message).toMatch(/previous_response_id/);
  });
});

test('tools: functions by their parts, others as they came', () => {
  const search = { type: 'web_search', search_context_size: 'low' };
  const sql = { type: 'custom', name: 'sql' };
  const f = { type: 'function', name: 'f', parameters: { type: 'object' }, strict: true, description: null, defer_loading: true };
  const request = decode({ tools: [f, search, sql], tool_choice: { type: 'custom', name: 'sql' } });
  expect(request.tools).toEqual([
    { name: 'f', parameters: { type: 'object' }, strict: true, extra: { defer_loading: true } },
    { name: 'web_search', raw: search },
    { name: 'sql', raw: sql },
  ]);
  expect(request.toolChoice).toEqual({ type: 'tool', name: 'sql' });
  expect(decode({ tool_choice: { type: 'web_search' } }).extra).toEqual({ tool_choice: { type: 'web_search' } });
});

test.each([
  [null, null],
  [{ model: 'm' }, 'input'],
  [{ ...plain, model: '' }, 'model'],
  [{ ...plain, input: [] }, 'input'],
  [{ ...plain, input: [1] }, 'input[0]'],
  [{ ...plain, input: [{ role: 'tool', content: 'x' }] }, 'input[0].role'],
  [{ ...plain, input: [{ role: 'user', content: [{ type: 'input_text' }] }] }, 'input[0].content[0].text'],
  [{ ...plain, input: [{ type: 'function_call', name: 'f' }] }, 'input[0].call_id'],
  [{ ...plain, input: [{ type: 'function_call_output', call_id: 1 }] }, 'input[0].call_id'],
  [{ ...plain, input: [{ type: 'reasoning', summary: [], encrypted_content: 1 }] }, 'input[0].encrypted_content'],
  [{ ...plain, max_output_tokens: 'x' }, 'max_output_tokens'],
  [{ ...plain, tools: [{ name: 'f' }] }, 'tools[0].type'],
  [{ ...plain, tool_choice: 'any' }, 'tool_choice'],
  [{ ...plain, text: { format: { type: 'xml' } } }, 'text.format.type'],
  [{ ...plain, reasoning: { effort: 1 } }, 'reasoning.effort'],
  [{ ...plain, include: [1] }, 'include[0]'],
])('%j is refused by the name of the field', (body, param) => {
  const decoded = openAiResponses.decodeRequest(body);
  expect(decoded.ok ? 'accepted' : decoded.param).toBe(param);
});

test('no body throws', () => {
  const hostile = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue(),
      fc.array(tie('value')),
      fc.dictionary(fc.constantFrom('type', 'content', 'role', 'summary', 'output', 'name', 'call_id'), tie('value')),
    ),
  })).value;
  fc.assert(
    fc.property(fc.record({ input: hostile, tools: hostile, text: hostile, reasoning: hostile, include: hostile }), (body) => {
      const decoded = openAiResponses.decodeRequest({ model: 'm', ...body });
      expect(typeof decoded.ok).toBe('boolean');
    }),
  );
});
