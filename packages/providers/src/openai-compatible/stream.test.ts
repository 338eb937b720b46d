import type { ChatEvent } from '@tollgate/core/chat/response';
import { createParser } from 'eventsource-parser';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createChatStreamDecoder } from './stream.ts';

const chunk = (delta: Record<string, unknown>, finish: string | null = null, more: Record<string, unknown> = {}) => ({
  id: 'a1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: finish }],
  ...more,
});
const call = (fields: Record<string, unknown>) => chunk({ tool_calls: [fields] });
const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };

/** Chunks as the server sends them; a string is sent as it is. */
function decode(chunks: unknown[], event = ''): ChatEvent[] {
  const decoder = createChatStreamDecoder();
  const events = chunks.flatMap((data) => decoder.push({ event, data: typeof data === 'string' ? data : JSON.stringify(data) }));
  return [...events, ...decoder.close()];
}
const ofType = (events: ChatEvent[], ...types: ChatEvent['type'][]) => events.filter((event) => types.includes(event.type));
const calls = (events: ChatEvent[]) => ofType(events, 'tool_call_start', 'tool_call_arguments');

describe('a stream of chunks', () => {
  test('keeps what servers say beyond that: citations, images, probabilities, who served it', () => {
    const cited = { type: 'url_citation', url_citation: { url: 'https://e.example', title: 'T' } };
    const withProbability = chunk({ content: 'Hi' });
    Object.assign(withProbability.choices[0] ?? {}, { logprobs: { content: [{ token: 'Hi' }] } });
    const events = decode([
      { ...withProbability, provider: 'Some host' },
      chunk({ annotations: [cited], images: [{ image_url: { url: 'data:image/png;base64,AAAA' } }] }),
    ]);
    expect(events).toEqual([
      { type: 'start', id: 'a1', model: 'm', createdAt: 1, extra: { provider: 'Some host' } },
      { type: 'text', choice: 0, text: 'Hi' },
      { type: 'logprobs', choice: 0, content: [{ token: 'Hi' }] },
      { type: 'citation', choice: 0, citation: { url: 'https://e.example', title: 'T' } },
      { type: 'image', choice: 0, url: 'data:image/png;base64,AAAA' },
    ]);
  });

  test('becomes start, text, finish, usage and end', () => {
    const chunks = [
      chunk({ role: 'assistant', content: '' }),
      chunk({ content: 'Hi' }),
      chunk({}, 'stop'),
      { id: 'a1', choices: [], usage },
      '[DONE]',
    ];
    expect(decode(chunks)).toEqual([
      { type: 'start', id: 'a1', model: 'm', createdAt: 1 },
      { type: 'text', choice: 0, text: 'Hi' },
      { type: 'finish', choice: 0, reason: 'stop' },
      { type: 'usage', usage: expect.objectContaining({ input: 3, output: 2 }) },
      { type: 'end' },
    ]);
  });

  test('starts at the first chunk that has a choice: Azure’s first has neither choice nor id', () => {
    const first = { id: '', object: '', model: '', choices: [], prompt_filter_results: [] };
    expect(decode([first, chunk({ content: 'Hi' })])[0]).toMatchObject({ type: 'start', id: 'a1', model: 'm' });
  });

  test('without [DONE] has ended well once its finish reason was seen, and was cut otherwise', () => {
    expect(ofType(decode([chunk({ content: 'Hi' }), chunk({}, 'stop')]), 'end')).toHaveLength(1);
    expect(ofType(decode([chunk({ content: 'Hi' })]), 'end', 'error')).toEqual([]);
    expect(decode([])).toEqual([]);
  });

  test('of several choices was cut while one of them is unfinished', () => {
    const second = { ...chunk({}), choices: [{ index: 1, delta: { content: 'b' }, finish_reason: null }] };
    expect(ofType(decode([chunk({ content: 'a' }, 'stop'), second]), 'end')).toEqual([]);
  });

  test('says nothing more after [DONE]', () => {
    expect(decode([chunk({ content: 'a' }, 'stop'), '[DONE]', chunk({ content: 'b' }), '[DONE]']).at(-1)).toEqual({ type: 'end' });
  });

  test.each([
    ['on every chunk', [chunk({ content: 'a' }, null, { usage: { ...usage, completion_tokens: 1 } }), chunk({}, 'stop', { usage })]],
    ['on the finish chunk', [chunk({ content: 'a' }), chunk({}, 'stop', { usage })]],
    ['in x_groq', [chunk({ content: 'a' }), chunk({}, 'stop', { x_groq: { usage } })]],
    ['on a chunk without choices', [chunk({ content: 'a' }, 'stop'), { id: 'a1', choices: [], usage }]],
  ])('may carry usage %s: the last one counts', (_, chunks) => {
    expect(ofType(decode([...chunks, '[DONE]']), 'usage').at(-1)).toMatchObject({ usage: { input: 3, output: 2 } });
  });

  test('may carry usage null and padding on every chunk', () => {
    expect(ofType(decode([chunk({ content: 'a' }, null, { usage: null, obfuscation: 'xx' })]), 'usage')).toEqual([]);
  });

  test('may hold content as parts', () => {
    const parts = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
      { type: 'text', text: 'Hi' },
    ];
    expect(ofType(decode([chunk({ content: parts })]), 'reasoning', 'text')).toEqual([
      { type: 'reasoning', choice: 0, text: 'Hm.' },
      { type: 'text', choice: 0, text: 'Hi' },
    ]);
  });

  test('keeps reasoning of either name, and a refusal', () => {
    expect(
      ofType(decode([chunk({ reasoning_content: 'a' }), chunk({ reasoning: 'b' }), chunk({ refusal: 'No.' })]), 'reasoning', 'refusal'),
    ).toEqual([
      { type: 'reasoning', choice: 0, text: 'a' },
      { type: 'reasoning', choice: 0, text: 'b' },
      { type: 'refusal', choice: 0, text: 'No.' },
    ]);
  });
});

describe('tool calls of a stream', () => {
  const opened = (id: string, index = 0, name = 'f') => ({ type: 'tool_call_start', choice: 0, index, id, name });
  const argued = (text: string, index = 0) => ({ type: 'tool_call_arguments', choice: 0, index, text });

  test('come as a start and its arguments', () => {
    const chunks = [call({ index: 0, id: 'c', function: { name: 'f', arguments: '' } }), call({ index: 0, function: { arguments: '{}' } })];
    expect(calls(decode(chunks))).toEqual([opened('c'), argued('{}')]);
  });

  test('are announced once when every delta repeats id and name', () => {
    const delta = (text: string) => call({ index: 0, id: 'c', type: 'function', function: { name: 'f', arguments: text } });
    expect(calls(decode([delta('{'), delta('}')]))).toEqual([opened('c'), argued('{'), argued('}')]);
  });

  test('are numbered from 0 when their index is not', () => {
    const chunks = [call({ index: 1, id: 'c', function: { name: 'f' } }), call({ index: 1, function: { arguments: '{}' } })];
    expect(calls(decode(chunks))).toEqual([opened('c'), argued('{}')]);
  });

  test('without an index are told apart by id, and bare arguments continue the last one', () => {
    const chunks = [
      call({ id: 'c1', function: { name: 'f', arguments: '{}' } }),
      call({ id: 'c2', function: { name: 'f', arguments: '' } }),
      call({ function: { arguments: '[]' } }),
    ];
    expect(calls(decode(chunks))).toEqual([opened('c1'), argued('{}'), opened('c2', 1), argued('[]', 1)]);
  });

  test('that share one index are told apart by id and name', () => {
    const chunks = [
      call({ index: 0, id: 'c1', function: { name: 'f', arguments: '{}' } }),
      call({ index: 0, id: 'c2', function: { name: 'f', arguments: '{}' } }),
    ];
    expect(calls(decode(chunks))).toEqual([opened('c1'), argued('{}'), opened('c2', 1), argued('{}', 1)]);
  });

  test('interleave by index', () => {
    const chunks = [
      call({ index: 0, id: 'c1', function: { name: 'f', arguments: '' } }),
      call({ index: 1, id: 'c2', function: { name: 'f', arguments: '' } }),
      call({ index: 0, function: { arguments: 'a' } }),
      call({ index: 1, function: { arguments: 'b' } }),
    ];
    expect(calls(decode(chunks)).slice(2)).toEqual([argued('a', 0), argued('b', 1)]);
  });

  test('get an id from the answer and their place when they have none', () => {
    const chunks = [
      call({ index: 0, function: { name: 'f', arguments: '{}' } }),
      call({ index: 1, function: { name: 'f', arguments: '{}' } }),
    ];
    expect(ofType(decode(chunks), 'tool_call_start')).toEqual([opened('call_a1_0_0'), opened('call_a1_0_1', 1)]);
  });

  test('wait for their name', () => {
    const chunks = [call({ index: 0, id: 'c', function: { arguments: '{' } }), call({ index: 0, function: { name: 'f', arguments: '}' } })];
    expect(calls(decode(chunks))).toEqual([opened('c'), argued('{}')]);
  });

  test('turn a finish of stop into tool_calls', () => {
    const chunks = [call({ index: 0, id: 'c', function: { name: 'f', arguments: '{}' } }), chunk({}, 'stop')];
    expect(ofType(decode(chunks), 'finish')).toEqual([{ type: 'finish', choice: 0, reason: 'tool_calls' }]);
  });
});

describe('an error in a stream', () => {
  test.each([
    ['an error chunk', { error: { message: 'Overloaded', code: 529 } }, 'Overloaded', 529],
    ['an error as text', { error: 'Overloaded' }, 'Overloaded', 500],
    ['an error in a list', [{ error: { message: 'Overloaded', type: 'overloaded_error' } }], 'Overloaded', 529],
    ['an error object', { object: 'error', message: 'Overloaded', type: 'server_error' }, 'Overloaded', 500],
    ['an error beside a choice', { ...chunk({ content: '' }), error: { message: 'Overloaded', code: 400 } }, 'Overloaded', 400],
    ['a finish of error', chunk({}, 'error'), 'The provider broke off the answer (error).', 500],
  ])('%s is given once and nothing after it', (_, failure, message, status) => {
    const events = decode([chunk({ content: 'a' }), failure, chunk({ content: 'b' }), '[DONE]']);
    expect(events.slice(2)).toEqual([expect.objectContaining({ type: 'error', message, status })]);
  });

  test('with an event name is one too', () => {
    expect(decode([{ message: 'Tool call failed', status_code: 400 }], 'error').at(-1)).toMatchObject({ type: 'error', status: 400 });
  });

  test.each(['<html>', 'garbage', '"text"', '3', 'null'])('data that is no chunk is one: %s', (data) => {
    expect(ofType(decode([chunk({ content: 'a' }), data]), 'error', 'end')).toMatchObject([{ type: 'error', code: 'unreadable_answer' }]);
  });

  test('[DONE] without an answer is one', () => {
    expect(decode(['[DONE]'])).toMatchObject([{ type: 'error' }]);
  });
});

/** Bytes in pieces, as a socket gives them. */
function decodeBytes(bytes: Uint8Array, cuts: number[]): ChatEvent[] {
  const decoder = createChatStreamDecoder();
  const events: ChatEvent[] = [];
  const parser = createParser({ onEvent: (event) => events.push(...decoder.push({ event: event.event ?? '', data: event.data })) });
  const text = new TextDecoder();
  let from = 0;
  for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    parser.feed(text.decode(bytes.subarray(from, cut), { stream: true }));
    from = cut;
  }
  return [...events, ...decoder.close()];
}

test('the events do not depend on where the bytes are cut', () => {
  const lines = [
    ': keep-alive\r\n\r\n',
    `data:${JSON.stringify(chunk({ role: 'assistant', content: 'héllo 世界 🙂' }))}\r\n\r\n`,
    `id: 7\nretry: 100\ndata: ${JSON.stringify(call({ index: 0, id: 'c', function: { name: 'f', arguments: '{"ü":1}' } }))}\n\n`,
    `event: message\ndata: ${JSON.stringify(chunk({}, 'stop', { usage }))}\n\n`,
    'data: [DONE]\n\n',
    'data: after\n\n',
  ];
  const bytes = new TextEncoder().encode(lines.join(''));
  const whole = decodeBytes(bytes, []);
  expect(whole.at(-1)).toEqual({ type: 'end' });
  for (let cut = 1; cut < bytes.length; cut++) expect(decodeBytes(bytes, [cut])).toEqual(whole);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 40 }), (cuts) => {
      expect(decodeBytes(bytes, cuts)).toEqual(whole);
    }),
  );
});

test('no JSON value makes the decoder throw', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.array(fc.jsonValue()), (deltas, chunks) => {
      const wrapped = deltas.map((delta) => ({
        id: 'a',
        choices: [{ index: 0, delta: { tool_calls: delta, content: delta, reasoning_details: delta } }],
      }));
      expect(Array.isArray(decode([...wrapped, ...chunks]))).toBe(true);
    }),
  );
});
