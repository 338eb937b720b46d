import { describe, expect, test } from 'vitest';
import { emptyUsage } from '../../usage/usage.ts';
import type { ChatEvent } from '../response.ts';
import type { ChatRequest } from '../request.ts';
import { createOpenAiStreamEncoder } from './encode-stream.ts';

const start: ChatEvent = { type: 'start', id: 'a', model: 'm', createdAt: 1 };
const text = (content: string, choice = 0): ChatEvent => ({ type: 'text', choice, text: content });
const stop: ChatEvent = { type: 'finish', choice: 0, reason: 'stop' };
const usage: ChatEvent = { type: 'usage', usage: { ...emptyUsage(), input: 3, output: 2 } };
const end: ChatEvent = { type: 'end' };

const create = (given: Partial<ChatRequest> = {}) =>
  createOpenAiStreamEncoder({
    request: { dialect: 'openai-chat', model: 'm', messages: [], stream: true, includeUsage: false, extra: {}, ...given },
    createdAt: 0,
    uniqueId: 'u',
  });
const encodeAll = (events: ChatEvent[], given: Partial<ChatRequest> = {}): string => {
  const encoder = create(given);
  return events.map((event) => (event.type === 'end' ? encoder.end(null) : encoder.encode(event))).join('');
};
const payloads = (sse: string) =>
  sse
    .split('\n\n')
    .filter(Boolean)
    .map((event) => event.slice('data: '.length));
const deltas = (sse: string) =>
  payloads(sse)
    .filter((payload) => payload !== '[DONE]')
    .flatMap((payload) => JSON.parse(payload).choices)
    .map((choice: { delta: unknown }) => choice.delta);

describe('a stream in OpenAI’s form', () => {
  test('has an id and a model where its provider gives none', () => {
    const sent = encodeAll([{ type: 'start', id: '', model: '', createdAt: null }, text('Hi')]);
    expect(JSON.parse(payloads(sent)[0] ?? '')).toMatchObject({ id: 'chatcmpl-u', model: 'm' });
  });

  test('is byte for byte chunks of one data line each, with the role once and one [DONE]', () => {
    const head = '{"id":"a","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":';
    expect(encodeAll([start, text('He'), text('y"\n'), stop, usage, end])).toBe(
      `data: ${head}{"role":"assistant","content":"He"},"logprobs":null,"finish_reason":null}]}\n\n` +
        `data: ${head}{"content":"y\\"\\n"},"logprobs":null,"finish_reason":null}]}\n\n` +
        `data: ${head}{},"logprobs":null,"finish_reason":"stop"}]}\n\n` +
        'data: [DONE]\n\n',
    );
  });

  test('sends nothing before the first content', () => {
    expect(encodeAll([start, usage, text('')])).toBe('');
  });

  test('gives each choice its own role', () => {
    expect(deltas(encodeAll([start, text('a', 0), text('b', 1), text('c', 1)]))).toEqual([
      { role: 'assistant', content: 'a' },
      { role: 'assistant', content: 'b' },
      { content: 'c' },
    ]);
  });

  test('announces a call once and then only its arguments', () => {
    const events: ChatEvent[] = [
      start,
      { type: 'tool_call_start', choice: 0, index: 0, id: 'c', name: 'f' },
      { type: 'tool_call_arguments', choice: 0, index: 0, text: '{"a"' },
      { type: 'tool_call_arguments', choice: 0, index: 0, text: ':1}' },
    ];
    expect(deltas(encodeAll(events))).toEqual([
      { role: 'assistant', tool_calls: [{ index: 0, id: 'c', type: 'function', function: { name: 'f', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"a"' } }] },
      { tool_calls: [{ index: 0, function: { arguments: ':1}' } }] },
    ]);
    expect(deltas(encodeAll(events, { usesFunctions: true }))).toEqual([
      { role: 'assistant', function_call: { name: 'f', arguments: '' } },
      { function_call: { arguments: '{"a"' } },
      { function_call: { arguments: ':1}' } },
    ]);
  });

  test('shows reasoning, its signature and a refusal in their own fields', () => {
    const events: ChatEvent[] = [
      start,
      { type: 'reasoning', choice: 0, text: 'Hm.' },
      { type: 'reasoning', choice: 0, text: '', signature: 'sig' },
      { type: 'refusal', choice: 0, text: 'No.' },
    ];
    expect(deltas(encodeAll(events))).toEqual([
      { role: 'assistant', reasoning_content: 'Hm.' },
      { reasoning_details: [{ type: 'reasoning.text', text: '', signature: 'sig' }] },
      { refusal: 'No.' },
    ]);
  });

  test('gives usage only when asked for, in a chunk without choices, with the last figures and the cost', () => {
    const encoder = create({ includeUsage: true });
    const events: ChatEvent[] = [start, text('a'), { type: 'usage', usage: emptyUsage() }, stop, usage];
    for (const event of events) encoder.encode(event);
    const [last, done] = payloads(encoder.end('0.000012'));
    expect(done).toBe('[DONE]');
    expect(JSON.parse(last ?? '')).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5, cost: 0.000012 },
    });
  });

  test('an answer without content still has its role and finish', () => {
    expect(deltas(encodeAll([start, stop, end]))).toEqual([{ role: 'assistant', content: '' }, {}]);
  });

  test('an error is one data event and the last thing said', () => {
    const encoder = create();
    encoder.encode(start);
    encoder.encode(text('a'));
    const error = {
      status: 502,
      code: 'upstream_error',
      message: 'Overloaded',
      param: null,
      requestId: 'req_1',
      gateway: { attempts: [] },
    };
    const sse = encoder.fail(error) + encoder.encode(stop) + encoder.end(null);
    expect(payloads(sse).map((payload) => JSON.parse(payload))).toEqual([
      {
        error: { message: 'Overloaded', type: 'server_error', code: 'upstream_error', param: null },
        request_id: 'req_1',
        gateway: { attempts: [] },
      },
    ]);
  });

  test('shows where a statement comes from, log probabilities, images and what the provider says of itself', () => {
    const events: ChatEvent[] = [
      { ...start, extra: { service_tier: 'default' } },
      text('a'),
      { type: 'citation', choice: 0, citation: { url: 'https://a.test', title: 'A', startIndex: 0, endIndex: 1 } },
      { type: 'image', choice: 0, url: 'data:image/png;base64,AA==' },
      { type: 'logprobs', choice: 0, content: [{ token: 'a', logprob: -0.1 }] },
    ];
    const chunks = payloads(encodeAll(events)).map((payload) => JSON.parse(payload));
    expect(chunks.map(({ service_tier }) => service_tier)).toEqual(Array(4).fill('default'));
    expect(chunks.map(({ choices }) => choices[0].delta).slice(1)).toEqual([
      { annotations: [{ type: 'url_citation', url_citation: { url: 'https://a.test', title: 'A', start_index: 0, end_index: 1 } }] },
      { images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } }] },
      {},
    ]);
    expect(chunks.at(-1).choices[0].logprobs).toEqual({ content: [{ token: 'a', logprob: -0.1 }], refusal: null });
  });

  test('says nothing after its end', () => {
    expect(payloads(encodeAll([start, text('a'), stop, end, text('b'), end])).filter((payload) => payload === '[DONE]')).toHaveLength(1);
  });

  test('never has an event line, whatever the text holds', () => {
    expect(encodeAll([start, text('\nevent: x\n\ndata: [DONE]\n\n')])).not.toMatch(/^event:/m);
    expect(payloads(encodeAll([start, text('\n\ndata: [DONE]\n\n')]))).toHaveLength(1);
  });
});
