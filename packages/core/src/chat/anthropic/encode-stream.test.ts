import { describe, expect, test } from 'vitest';
import { emptyUsage } from '../../usage/usage.ts';
import type { AnswerContext } from '../front-dialect.ts';
import type { ChatEvent } from '../response.ts';
import { createMessagesStreamEncoder } from './encode-stream.ts';

const context: AnswerContext = {
  request: { dialect: 'anthropic-messages', model: 'smart', messages: [], stream: true, includeUsage: true, extra: {} },
  createdAt: 1,
  uniqueId: 'abcdefghijklmnopqrstuvwxyz',
};
const start: ChatEvent = { type: 'start', id: 'x', model: 'm', createdAt: null };
const text = (said: string): ChatEvent => ({ type: 'text', choice: 0, text: said });
const failure = { status: 502, code: 'c', message: 'm', param: null, requestId: 'r', gateway: {} };

type Sent = { type: string; delta?: Record<string, unknown>; [field: string]: unknown };
const parse = (sse: string): Sent[] =>
  sse
    .split('\n\n')
    .filter(Boolean)
    .map((block) => {
      const [name = '', data = ''] = block.split('\n');
      const value: Sent = JSON.parse(data.slice('data: '.length));
      expect(name).toBe(`event: ${value.type}`);
      return value;
    });
const run = (events: readonly ChatEvent[]): Sent[] => {
  const encoder = createMessagesStreamEncoder(context);
  return parse(events.map((event) => encoder.encode(event)).join('') + encoder.end(null));
};

describe('a stream', () => {
  test('has its blocks in order between message_start and message_stop', () => {
    expect(run([start, text('a'), text('b'), { type: 'finish', choice: 0, reason: 'stop' }]).map(({ type }) => type)).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
  });

  test('says in the beginning what the prompt took, where that is known, and in the end all of it', () => {
    const usage = { ...emptyUsage(), input: 3, cachedInput: 2 };
    const sent = run([start, { type: 'usage', usage }, text('a'), { type: 'usage', usage: { ...usage, input: 4, output: 7 } }]);
    expect(sent[0]).toMatchObject({ message: { usage: { input_tokens: 3, cache_read_input_tokens: 2, output_tokens: 0 } } });
    expect(sent.at(-2)).toMatchObject({ type: 'message_delta', usage: { input_tokens: 4, cache_read_input_tokens: 2, output_tokens: 7 } });
  });

  test('without any content is a message all the same', () => {
    expect(run([start, { type: 'finish', choice: 0, reason: 'length' }]).map(({ type }) => type)).toEqual([
      'message_start',
      'message_delta',
      'message_stop',
    ]);
  });

  test('carries a custom tool’s text as one JSON string', () => {
    const call: ChatEvent = { type: 'tool_call_start', choice: 0, index: 0, id: 't', name: 'sql', isCustom: true };
    const piece = (said: string): ChatEvent => ({ type: 'tool_call_arguments', choice: 0, index: 0, text: said });
    const json = run([start, call, piece('SELECT "'), piece('a"\n🌧'.slice(0, 4)), piece('🌧'.slice(1))])
      .map(({ delta }) => delta?.['partial_json'] ?? '')
      .join('');
    expect(JSON.parse(json)).toBe('SELECT "a"\n🌧');
  });

  test('gives a refusal where its reader looks: as text, or as the explanation of the stop', () => {
    const refusal: ChatEvent = { type: 'refusal', choice: 0, text: 'No.' };
    const said = run([start, refusal, { type: 'finish', choice: 0, reason: 'stop' }]);
    expect(said.map(({ delta }) => delta?.['text']).filter(Boolean)).toEqual(['No.']);
    const stopped = run([start, refusal, { type: 'finish', choice: 0, reason: 'content_filter' }]);
    expect(stopped.map(({ delta }) => delta?.['text']).filter(Boolean)).toEqual([]);
    expect(stopped.at(-2)).toMatchObject({ delta: { stop_reason: 'refusal', stop_details: { explanation: 'No.' } } });
  });

  test('shows the first of several choices only', () => {
    const sent = run([start, text('a'), { type: 'text', choice: 1, text: 'b' }, { type: 'finish', choice: 1, reason: 'length' }]);
    expect(sent.map(({ delta }) => delta?.['text']).filter(Boolean)).toEqual(['a']);
    expect(sent.at(-2)).toMatchObject({ delta: { stop_reason: 'end_turn' } });
  });

  test('that fails has one error event and nothing after it', () => {
    const encoder = createMessagesStreamEncoder(context);
    encoder.encode(start);
    encoder.encode(text('a'));
    expect(parse(encoder.fail(failure))).toMatchObject([{ type: 'error', error: { type: 'api_error', message: 'm' }, request_id: 'r' }]);
    expect(encoder.encode(text('b')) + encoder.end(null) + encoder.fail(failure)).toBe('');
  });
});

test('a chunk costs the same however long the stream is', () => {
  const encoder = createMessagesStreamEncoder(context);
  encoder.encode(start);
  encoder.encode(text('first'));
  const lengths = new Set(Array.from({ length: 1_000 }, () => encoder.encode(text('more')).length));
  expect(lengths.size).toBe(1);
});
