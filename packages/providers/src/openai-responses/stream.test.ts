import type { ChatEvent } from '@tollgate/core/chat/response';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createResponsesStreamDecoder } from './stream.ts';

type Fields = Record<string, unknown>;
const decode = (events: Fields[]): ChatEvent[] => {
  const decoder = createResponsesStreamDecoder();
  return [...events.flatMap((event) => decoder.push({ event: String(event['type']), data: JSON.stringify(event) })), ...decoder.close()];
};
const created = {
  type: 'response.created',
  response: { id: 'resp_1', model: 'gpt-5.2', created_at: 5, status: 'in_progress', output: [] },
};
const completed = (output: unknown[] = [], more: Fields = {}) => ({
  type: 'response.completed',
  response: { id: 'resp_1', status: 'completed', output, usage: { input_tokens: 3, output_tokens: 2, total_tokens: 5 }, ...more },
});
const at = (type: string, index: number, fields: Fields): Fields => ({ type: `response.${type}`, output_index: index, ...fields });
const ofType = (events: readonly ChatEvent[], type: ChatEvent['type']) => events.filter((event) => event.type === type);

describe('a stream of response events', () => {
  test('gives start, text, usage, finish and end', () => {
    const events = decode([
      created,
      at('output_item.added', 0, { item: { type: 'message' } }),
      at('output_text.delta', 0, { delta: 'Hi', logprobs: [{ token: 'Hi' }] }),
      at('output_item.done', 0, { item: { type: 'message', content: [{ type: 'output_text', text: 'Hi' }] } }),
      completed(),
    ]);
    expect(events).toMatchObject([
      { type: 'start', id: 'resp_1', model: 'gpt-5.2', createdAt: 5 },
      { type: 'text', text: 'Hi' },
      { type: 'logprobs', content: [{ token: 'Hi' }] },
      { type: 'usage', usage: { input: 3, output: 2 } },
      { type: 'finish', reason: 'stop' },
      { type: 'end' },
    ]);
  });

  test('passes on what was never streamed, once', () => {
    const message = { type: 'message', content: [{ type: 'output_text', text: 'Hi there' }] };
    const call = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{"a":1}' };
    const events = decode([
      created,
      at('output_text.delta', 0, { delta: 'Hi' }),
      at('output_item.done', 0, { item: message }),
      at('output_item.added', 1, { item: { ...call, arguments: '' } }),
      at('function_call_arguments.delta', 1, { delta: '{"a"' }),
      at('output_item.done', 1, { item: call }),
      completed([message, call, { ...call, call_id: 'd' }]),
    ]);
    expect(ofType(events, 'text').map((event) => 'text' in event && event.text)).toEqual(['Hi', ' there']);
    expect(ofType(events, 'tool_call_start')).toMatchObject([
      { index: 0, id: 'c' },
      { index: 1, id: 'd' },
    ]);
    expect(ofType(events, 'tool_call_arguments')).toMatchObject([{ text: '{"a"' }, { text: ':1}' }, { index: 1, text: '{"a":1}' }]);
    expect(ofType(events, 'finish')).toMatchObject([{ reason: 'tool_calls' }]);
  });

  test('keeps thoughts in their parts, with what must come back at their end', () => {
    const piece = (index: number, delta: string) => at('reasoning_summary_text.delta', 0, { item_id: 'rs_1', summary_index: index, delta });
    const item = { type: 'reasoning', id: 'rs_1', summary: [{ text: 'ab' }, { text: 'c' }], encrypted_content: 'E' };
    const events = decode([created, piece(0, 'a'), piece(0, 'b'), piece(1, 'c'), at('output_item.done', 0, { item })]);
    expect(ofType(events, 'reasoning')).toEqual([
      { type: 'reasoning', choice: 0, text: 'a', id: 'rs_1', isSummary: true },
      { type: 'reasoning', choice: 0, text: 'b', id: 'rs_1', isSummary: true },
      { type: 'reasoning', choice: 0, text: 'c', id: 'rs_1', isSummary: true, isNewPart: true },
      { type: 'reasoning', choice: 0, text: '', id: 'rs_1', isSummary: true, format: 'openai-responses-v1', encrypted: 'E' },
    ]);
  });

  test('tells sources by their place in all of the text, pictures, refusals and custom tools', () => {
    const annotation = { type: 'url_citation', url: 'https://e.com', start_index: 0, end_index: 2 };
    const events = decode([
      created,
      at('output_text.delta', 0, { delta: 'One.' }),
      at('output_text.delta', 1, { delta: 'Two' }),
      at('output_text.annotation.added', 1, { annotation }),
      at('refusal.delta', 2, { delta: 'No.' }),
      at('output_item.done', 3, { item: { type: 'image_generation_call', result: 'aGk=' } }),
      at('output_item.added', 4, { item: { type: 'custom_tool_call', call_id: 'c', name: 'sql' } }),
      at('custom_tool_call_input.delta', 4, { delta: 'SELECT 1' }),
    ]);
    expect(events.slice(3)).toMatchObject([
      { type: 'citation', citation: { url: 'https://e.com', startIndex: 4, endIndex: 6 } },
      { type: 'refusal', text: 'No.' },
      { type: 'image', url: 'data:image/png;base64,aGk=' },
      { type: 'tool_call_start', id: 'c', isCustom: true },
      { type: 'tool_call_arguments', text: 'SELECT 1' },
    ]);
  });

  test.each([
    ['response.failed', { response: { status: 'failed', error: { code: 'server_error', message: 'Broken.' } } }],
    ['error', { code: 'server_error', message: 'Broken.' }],
    ['error', { error: { code: 'server_error', message: 'Broken.' } }],
  ])('that breaks by %s ends in one error', (type, fields) => {
    const events = decode([created, { type, ...fields }, completed()]);
    expect(events.slice(1)).toMatchObject([{ type: 'error', message: 'Broken.', code: 'server_error' }]);
  });

  test('that was cut has no end; one that cannot be read says so', () => {
    expect(ofType(decode([created, at('output_text.delta', 0, { delta: 'a' })]), 'end')).toEqual([]);
    const decoder = createResponsesStreamDecoder();
    expect(decoder.push({ event: '', data: '<html>' })).toMatchObject([{ type: 'error', code: 'unreadable_answer' }]);
    expect(decoder.push({ event: '', data: JSON.stringify(completed()) })).toEqual([]);
  });

  test('survives any JSON', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.constantFrom('type', 'item', 'delta', 'output_index', 'response', 'error'), fc.jsonValue())),
        (values) => {
          const decoder = createResponsesStreamDecoder();
          for (const value of values) decoder.push({ event: 'response.output_item.done', data: JSON.stringify(value) });
          expect(decoder.close()).toEqual([]);
        },
      ),
    );
  });
});
