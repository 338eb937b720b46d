import type { ChatEvent } from '@tollgate/core/chat/response';
import { createParser } from 'eventsource-parser';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JSON_ANSWER_TOOL } from './json-answer-tool.ts';
import { createMessagesStreamDecoder } from './stream.ts';

type Event = { type: string } & Record<string, unknown>;

const start: Event = {
  type: 'message_start',
  message: { id: 'msg_1', model: 'claude', usage: { input_tokens: 10, cache_read_input_tokens: 4, output_tokens: 1 } },
};
const open = (index: number, block: Record<string, unknown>): Event => ({ type: 'content_block_start', index, content_block: block });
const delta = (index: number, part: Record<string, unknown>): Event => ({ type: 'content_block_delta', index, delta: part });
const close = (index: number): Event => ({ type: 'content_block_stop', index });
const stop = (reason: string, usage: Record<string, unknown> = { output_tokens: 7 }): Event => ({
  type: 'message_delta',
  delta: { stop_reason: reason },
  usage,
});
const done: Event = { type: 'message_stop' };
const text = (content: string, index = 0) => [
  open(index, { type: 'text', text: '' }),
  delta(index, { type: 'text_delta', text: content }),
  close(index),
];
const tool = (index: number, name: string, pieces: string[]) => [
  open(index, { type: 'tool_use', id: `t${index}`, name, input: {} }),
  ...pieces.map((piece) => delta(index, { type: 'input_json_delta', partial_json: piece })),
  close(index),
];

function decode(events: Event[]): ChatEvent[] {
  const decoder = createMessagesStreamDecoder();
  const decoded = events.flatMap((event) => decoder.push({ event: event.type, data: JSON.stringify(event) }));
  return [...decoded, ...decoder.close()];
}
const ofType = (events: ChatEvent[], ...types: ChatEvent['type'][]) => events.filter((event) => types.includes(event.type));
const without = (events: ChatEvent[], ...types: ChatEvent['type'][]) => events.filter((event) => !types.includes(event.type));

describe('a stream of message events', () => {
  test('becomes start, text, finish and end; a ping is nothing', () => {
    expect(without(decode([start, { type: 'ping' }, ...text('Hi'), stop('end_turn'), done]), 'usage')).toEqual([
      { type: 'start', id: 'msg_1', model: 'claude', createdAt: null },
      { type: 'text', choice: 0, text: 'Hi' },
      { type: 'finish', choice: 0, reason: 'stop' },
      { type: 'end' },
    ]);
  });

  test('tells usage early and replaces each field by its last value', () => {
    const usages = ofType(
      decode([start, ...text('Hi'), stop('end_turn', { input_tokens: 12, cache_read_input_tokens: null, output_tokens: 7 }), done]),
      'usage',
    );
    expect(usages).toMatchObject([
      { usage: { input: 10, cachedInput: 4, output: 1 } },
      { usage: { input: 12, cachedInput: 4, output: 7 } },
    ]);
  });

  test('has calls numbered from 0 whatever their block, with an object where nothing was streamed', () => {
    const events = decode([
      start,
      ...text('Let me see.'),
      ...tool(1, 'f', ['', '{"a"', ':1}']),
      ...tool(2, 'g', ['']),
      stop('tool_use'),
      done,
    ]);
    expect(ofType(events, 'tool_call_start', 'tool_call_arguments', 'finish')).toEqual([
      { type: 'tool_call_start', choice: 0, index: 0, id: 't1', name: 'f' },
      { type: 'tool_call_arguments', choice: 0, index: 0, text: '{"a"' },
      { type: 'tool_call_arguments', choice: 0, index: 0, text: ':1}' },
      { type: 'tool_call_start', choice: 0, index: 1, id: 't2', name: 'g' },
      { type: 'tool_call_arguments', choice: 0, index: 1, text: '{}' },
      { type: 'finish', choice: 0, reason: 'tool_calls' },
    ]);
  });

  test('keeps thinking, its signature, and what is redacted', () => {
    const events = decode([
      start,
      open(0, { type: 'thinking', thinking: '', signature: '' }),
      delta(0, { type: 'thinking_delta', thinking: 'Hm.' }),
      delta(0, { type: 'signature_delta', signature: 's' }),
      close(0),
      open(1, { type: 'redacted_thinking', data: 'e' }),
      close(1),
    ]);
    expect(ofType(events, 'reasoning')).toEqual([
      { type: 'reasoning', choice: 0, text: 'Hm.' },
      { type: 'reasoning', choice: 0, text: '', signature: 's', format: 'anthropic-claude-v1' },
      { type: 'reasoning', choice: 0, text: '', encrypted: 'e', format: 'anthropic-claude-v1' },
    ]);
  });

  test('tells a block’s sources when the block ends, with the place of its text', () => {
    const citation = { type: 'char_location', document_title: 'D', cited_text: 'q' };
    const events = decode([
      start,
      open(0, { type: 'text', text: 'One. ' }),
      close(0),
      open(1, { type: 'text', text: '', citations: [] }),
      delta(1, { type: 'citations_delta', citation }),
      delta(1, { type: 'text_delta', text: 'Two.' }),
      close(1),
    ]);
    expect(ofType(events, 'citation')).toEqual([
      { type: 'citation', choice: 0, citation: { title: 'D', quote: 'q', startIndex: 5, endIndex: 9 } },
    ]);
  });

  test('leaves out tools that the provider ran itself, their input included', () => {
    const server = [
      open(0, { type: 'server_tool_use', id: 's', name: 'web_search', input: {} }),
      delta(0, { type: 'input_json_delta', partial_json: '{"query":"x"}' }),
      close(0),
      open(1, { type: 'web_search_tool_result', tool_use_id: 's', content: [] }),
      close(1),
    ];
    expect(without(decode([start, ...server, ...text('Hi', 2), stop('end_turn'), done]), 'usage', 'start')).toEqual([
      { type: 'text', choice: 0, text: 'Hi' },
      { type: 'finish', choice: 0, reason: 'stop' },
      { type: 'end' },
    ]);
  });

  test('streams an answer by schema as text that simply stops', () => {
    const events = decode([start, ...tool(0, JSON_ANSWER_TOOL, ['{"a"', ':1}']), stop('tool_use'), done]);
    expect(ofType(events, 'text', 'finish', 'tool_call_start')).toEqual([
      { type: 'text', choice: 0, text: '{"a"' },
      { type: 'text', choice: 0, text: ':1}' },
      { type: 'finish', choice: 0, reason: 'stop' },
    ]);
  });

  test('has ended well only with message_stop', () => {
    expect(ofType(decode([start, ...text('Hi')]), 'end', 'finish', 'error')).toEqual([]);
    expect(ofType(decode([start, ...text('Hi'), stop('end_turn')]), 'end', 'finish', 'error')).toEqual([]);
  });

  test('gives an error once and nothing after it', () => {
    const failure: Event = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    expect(without(decode([start, ...text('Hi'), failure, ...text('more'), done]), 'usage', 'start', 'text')).toEqual([
      { type: 'error', message: 'Overloaded', code: 'overloaded_error', status: 529 },
    ]);
  });

  test.each(['<html>', '3', '[]', 'null'])('is unreadable when an event is no JSON object: %s', (data) => {
    expect(createMessagesStreamDecoder().push({ event: '', data })).toMatchObject([{ type: 'error', code: 'unreadable_answer' }]);
  });
});

test('the events do not depend on where the bytes are cut', () => {
  const events = [start, { type: 'ping' }, ...text('héllo 世界 🙂'), ...tool(1, 'f', ['{"ü"', ':1}']), stop('tool_use'), done];
  const bytes = new TextEncoder().encode(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''));
  const decodeBytes = (cuts: number[]): ChatEvent[] => {
    const decoder = createMessagesStreamDecoder();
    const decoded: ChatEvent[] = [];
    const parser = createParser({ onEvent: (event) => decoded.push(...decoder.push({ event: event.event ?? '', data: event.data })) });
    const utf8 = new TextDecoder();
    let from = 0;
    for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
      parser.feed(utf8.decode(bytes.subarray(from, cut), { stream: true }));
      from = cut;
    }
    return decoded;
  };
  const whole = decodeBytes([]);
  expect(whole.at(-1)).toEqual({ type: 'end' });
  for (let cut = 1; cut < bytes.length; cut++) expect(decodeBytes([cut])).toEqual(whole);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 40 }), (cuts) => {
      expect(decodeBytes(cuts)).toEqual(whole);
    }),
  );
});
