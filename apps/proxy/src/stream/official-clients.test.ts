import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Anthropic from '@anthropic-ai/sdk';
import { anthropicMessages } from '@tollgate/core/chat/anthropic/index';
import type { AnswerContext, FrontDialect } from '@tollgate/core/chat/front-dialect';
import type { ChatEvent, ChatResponse } from '@tollgate/core/chat/response';
import { openAiResponses } from '@tollgate/core/chat/responses/index';
import { emptyUsage } from '@tollgate/core/usage/usage';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** What the server answers next: an encoder's output, to be read by the official clients. */
let answer = { type: '', body: '' };
let server: Server;
let baseURL = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': answer.type }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const usage = { ...emptyUsage(), input: 10, cachedInput: 5, cacheWrite5m: 2, cacheWrite1h: 1, output: 20, reasoning: 8 };
const context = ({ dialect }: FrontDialect): AnswerContext => ({
  request: { dialect, model: 'smart', messages: [], stream: true, includeUsage: true, extra: {} },
  createdAt: 1_700_000_000,
  uniqueId: 'abcdefghijklmnopqrstuvwxyz',
});
const failure = { status: 502, code: 'upstream_error', message: 'The provider went away.', param: null, requestId: 'req_1', gateway: {} };
const start: ChatEvent = { type: 'start', id: 'chatcmpl-1', model: 'm', createdAt: 1_700_000_001 };
const text = (said: string): ChatEvent => ({ type: 'text', choice: 0, text: said });
const call = (index: number, name: string): ChatEvent => ({ type: 'tool_call_start', choice: 0, index, id: `call_${index}`, name });
const args = (index: number, piece: string): ChatEvent => ({ type: 'tool_call_arguments', choice: 0, index, text: piece });

function stream(front: FrontDialect, events: readonly ChatEvent[], ends = true): void {
  const encoder = front.createStreamEncoder(context(front));
  const body = events.map((event) => encoder.encode(event)).join('') + (ends ? encoder.end('0.01') : encoder.fail(failure));
  answer = { type: 'text/event-stream', body };
}

function whole(front: FrontDialect, given: Partial<ChatResponse['choices'][number]>): void {
  const choice = { index: 0, text: '', reasoning: [], toolCalls: [], refusal: null, finishReason: 'stop' as const, ...given };
  const response: ChatResponse = { id: 'chatcmpl-1', model: 'm', createdAt: null, choices: [choice], usage };
  answer = { type: 'application/json', body: JSON.stringify(front.encodeResponse(response, context(front), '0.01')) };
}

/** Thought, text with its source, and two calls whose arguments arrive in turns. */
const EVENTS: ChatEvent[] = [
  start,
  { type: 'usage', usage: { ...usage, output: 1, reasoning: 0 } },
  { type: 'reasoning', choice: 0, text: 'Let me ' },
  { type: 'reasoning', choice: 0, text: 'think.' },
  { type: 'reasoning', choice: 0, text: '', signature: 'c2ln', format: 'anthropic-claude-v1' },
  text('It rains '),
  text('in Ünïcode 🌧.'),
  { type: 'citation', choice: 0, citation: { url: 'https://example.com', title: 'Weather', quote: 'rain', startIndex: 0, endIndex: 9 } },
  call(0, 'first'),
  call(1, 'second'),
  args(0, '{"a":'),
  args(1, '{"b":'),
  args(0, '[1,"}"]}'),
  args(1, '2}'),
  { type: 'finish', choice: 0, reason: 'tool_calls' },
  { type: 'usage', usage },
];

describe('Anthropic’s own client', () => {
  const client = (): Anthropic => new Anthropic({ apiKey: 'k', baseURL, maxRetries: 0 });
  const request = { model: 'smart', max_tokens: 100, messages: [{ role: 'user' as const, content: 'Hi' }] };

  test('adds a stream up to the message that was meant', async () => {
    stream(anthropicMessages, EVENTS);
    const said: string[] = [];
    const message = await client()
      .messages.stream(request)
      .on('text', (piece) => said.push(piece))
      .finalMessage();
    expect(said.join('')).toBe('It rains in Ünïcode 🌧.');
    expect(message).toMatchObject({ id: 'msg_abcdefghijklmnopqrstuvwxyz', model: 'm', role: 'assistant', stop_reason: 'tool_use' });
    expect(message.content).toMatchObject([
      { type: 'thinking', thinking: 'Let me think.', signature: 'c2ln' },
      { type: 'text', text: 'It rains in Ünïcode 🌧.', citations: [{ url: 'https://example.com', cited_text: 'rain' }] },
      { type: 'tool_use', id: 'call_0', name: 'first', input: { a: [1, '}'] } },
      { type: 'tool_use', id: 'call_1', name: 'second', input: { b: 2 } },
    ]);
    expect(message.usage).toMatchObject({
      input_tokens: 10,
      cache_read_input_tokens: 5,
      cache_creation_input_tokens: 3,
      cache_creation: { ephemeral_5m_input_tokens: 2, ephemeral_1h_input_tokens: 1 },
      output_tokens: 28,
      output_tokens_details: { thinking_tokens: 8 },
    });
  });

  test('reads a whole message', async () => {
    whole(anthropicMessages, { text: 'Hi', stopSequence: 'END' });
    const message = await client().messages.create(request);
    expect(message).toMatchObject({ content: [{ type: 'text', text: 'Hi' }], stop_reason: 'stop_sequence', stop_sequence: 'END' });
  });

  test('throws when the stream fails after its beginning', async () => {
    stream(anthropicMessages, [start, text('It')], false);
    await expect(client().messages.stream(request).finalMessage()).rejects.toThrow(/The provider went away/);
  });
});

describe('OpenAI’s own client of the Responses API', () => {
  const client = (): OpenAI => new OpenAI({ apiKey: 'k', baseURL, maxRetries: 0 });
  const request = { model: 'smart', input: 'Hi' };

  test('adds a stream up to the response that was meant', async () => {
    stream(openAiResponses, EVENTS);
    const response = await client().responses.stream(request).finalResponse();
    expect(response).toMatchObject({
      id: 'resp_abcdefghijklmnopqrstuvwxyz',
      model: 'm',
      status: 'completed',
      output_text: 'It rains in Ünïcode 🌧.',
      usage: {
        input_tokens: 18,
        input_tokens_details: { cached_tokens: 5 },
        output_tokens: 28,
        output_tokens_details: { reasoning_tokens: 8 },
        total_tokens: 46,
      },
    });
    expect(response.output).toMatchObject([
      { type: 'reasoning', summary: [{ text: 'Let me think.' }], encrypted_content: 'anthropic-claude-v1:s::c2ln' },
      { type: 'message', content: [{ annotations: [{ type: 'url_citation', url: 'https://example.com' }] }] },
      { type: 'function_call', call_id: 'call_0', name: 'first', arguments: '{"a":[1,"}"]}' },
      { type: 'function_call', call_id: 'call_1', name: 'second', arguments: '{"b":2}' },
    ]);
    expect(new Set(response.output.map((item) => item.id)).size).toBe(4);
  });

  test('sees what the events added up to in its own snapshot', async () => {
    stream(openAiResponses, EVENTS);
    const types: string[] = [];
    const made = client().responses.stream(request);
    for await (const event of made) types.push(event.type);
    expect(types[0]).toBe('response.created');
    expect(types.at(-1)).toBe('response.completed');
    expect(types.filter((type) => type === 'response.output_item.added')).toHaveLength(4);
    expect(types.filter((type) => type === 'response.output_item.done')).toHaveLength(4);
  });

  test('reads a whole response, a cut one as incomplete', async () => {
    whole(openAiResponses, { text: 'Hi', finishReason: 'length' });
    const response = await client().responses.create(request);
    expect(response.output_text).toBe('Hi');
    expect(response).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, tools: [], error: null });
  });

  test('is told that a response failed, and throws when there never was one', async () => {
    stream(openAiResponses, [start, text('It')], false);
    const failed = await client().responses.create({ ...request, stream: true });
    const last: OpenAI.Responses.ResponseStreamEvent[] = [];
    for await (const event of failed) last[0] = event;
    expect(last[0]).toMatchObject({
      type: 'response.failed',
      response: { status: 'failed', error: { message: failure.message }, output: [{ content: [{ text: 'It' }] }] },
    });
    stream(openAiResponses, [], false);
    const never = await client().responses.create({ ...request, stream: true });
    const reading = (async () => {
      for await (const event of never) last[0] = event;
      if (last[0]?.type === 'error') throw new Error(last[0].message);
    })();
    await expect(reading).rejects.toThrow(/The provider went away/);
  });
});
