import type { ChatEvent } from '@tollgate/core/chat/response';
import { describe, expect, test } from 'vitest';
import { createChatStreamDecoder } from './stream.ts';

const decode = (...values: unknown[]): ChatEvent[] => {
  const decoder = createChatStreamDecoder();
  const events = values.flatMap((value) =>
    decoder.push({ event: (value as { type?: string }).type ?? '', data: typeof value === 'string' ? value : JSON.stringify(value) }),
  );
  return [...events, ...decoder.close()];
};
const start = { type: 'message-start', id: 'a1', delta: { message: { role: 'assistant' } } };
const content = (part: object) => ({ type: 'content-delta', index: 0, delta: { message: { content: part } } });
const plan = (tool_plan: string) => ({ type: 'tool-plan-delta', delta: { message: { tool_plan } } });
const call = (index: number, type: string, entry?: object) => ({ type, index, delta: { message: { tool_calls: entry } } });
const end = (finish_reason: string, more: object = {}) => ({ type: 'message-end', delta: { finish_reason, ...more } });
const types = (events: ChatEvent[]) => events.map(({ type }) => type);

describe('a stream', () => {
  test('has thoughts and text, what was used and what is paid, and ends with its message', () => {
    const usage = {
      billed_units: { input_tokens: 7, output_tokens: 2 },
      tokens: { input_tokens: 502, output_tokens: 26 },
      cached_tokens: 464,
    };
    const events = decode(start, content({ thinking: 'Hm.' }), content({ text: 'Hi' }), end('COMPLETE', { usage }), '[DONE]');
    expect(events).toMatchObject([
      { type: 'start', id: 'a1' },
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: 'Hi' },
      { type: 'usage', usage: { input: 38, cachedInput: 464, output: 26 }, billed: { input: 7, output: 2 } },
      { type: 'finish', reason: 'stop' },
      { type: 'end' },
    ]);
  });

  test('gives the plan as text, and a call without arguments an empty object', () => {
    const events = decode(
      start,
      plan('I '),
      plan('will.'),
      call(0, 'tool-call-start', { id: 't1', function: { name: 'f', arguments: '' } }),
      call(0, 'tool-call-end'),
      call(1, 'tool-call-start', { id: 't2', function: { name: 'g', arguments: '' } }),
      call(1, 'tool-call-delta', { function: { arguments: '{"a":1}' } }),
      call(1, 'tool-call-end'),
      end('TOOL_CALL'),
    );
    expect(events.slice(1)).toEqual([
      { type: 'text', choice: 0, text: 'I ' },
      { type: 'text', choice: 0, text: 'will.' },
      { type: 'tool_call_start', choice: 0, index: 0, id: 't1', name: 'f' },
      { type: 'tool_call_arguments', choice: 0, index: 0, text: '{}' },
      { type: 'tool_call_start', choice: 0, index: 1, id: 't2', name: 'g' },
      { type: 'tool_call_arguments', choice: 0, index: 1, text: '{"a":1}' },
      { type: 'finish', choice: 0, reason: 'tool_calls' },
      { type: 'end' },
    ]);
  });

  test('counts citations from where the text begins, behind a plan', () => {
    const citations = { start: 0, end: 4, text: 'Ruby', sources: [{ type: 'document', id: 'd', document: { title: 'Facts' } }] };
    const cited = { type: 'citation-start', index: 0, delta: { message: { citations } } };
    expect(decode(start, plan('So. '), content({ text: 'Ruby' }), cited).at(-1)).toEqual({
      type: 'citation',
      choice: 0,
      citation: { title: 'Facts', startIndex: 4, endIndex: 8 },
    });
  });

  test('that was cut, or ended by an error, has no end', () => {
    expect(types(decode(start, content({ text: 'Hi' })))).toEqual(['start', 'text']);
    expect(decode(start, content({ text: 'Hi' }), end('ERROR', { error: 'internal server error' })).slice(2)).toMatchObject([
      { type: 'error', message: 'internal server error' },
    ]);
    expect(types(decode(start, { message: 'too many requests' }, content({ text: 'x' })))).toEqual(['start', 'error']);
    expect(types(decode(start, '{"type":'))).toEqual(['start', 'error']);
  });

  test('of odd events hurts nobody', () => {
    expect(
      types(decode(start, { type: 'debug' }, content({ text: 5 }), call(0, 'tool-call-delta', { function: 5 }), end('COMPLETE'))),
    ).toEqual(['start', 'finish', 'end']);
  });
});
