import { describe, expect, test } from 'vitest';
import { UnreadableAnswer } from '../adapter.ts';
import { JSON_ANSWER_TOOL } from './json-answer-tool.ts';
import { readMessage } from './response.ts';

const message = (content: unknown[], stopReason: string | null = 'end_turn', usage: unknown = undefined) => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude',
  content,
  stop_reason: stopReason,
  usage,
});
const choiceOf = (content: unknown[], stopReason?: string | null) => readMessage(message(content, stopReason)).choices[0];

describe('a whole message', () => {
  test('has its texts joined, its thinking signed and its calls as JSON text', () => {
    const content = [
      { type: 'thinking', thinking: 'Hm.', signature: 's' },
      { type: 'redacted_thinking', data: 'e' },
      { type: 'text', text: 'Hi' },
      { type: 'text', text: '!' },
      { type: 'tool_use', id: 't1', name: 'f', input: { a: 1 } },
    ];
    expect(choiceOf(content, 'tool_use')).toEqual({
      index: 0,
      text: 'Hi!',
      reasoning: [
        { text: 'Hm.', signature: 's', format: 'anthropic-claude-v1' },
        { text: '', encrypted: 'e', format: 'anthropic-claude-v1' },
      ],
      toolCalls: [{ id: 't1', name: 'f', arguments: '{"a":1}' }],
      refusal: null,
      finishReason: 'tool_calls',
    });
  });

  test('leaves out tools that the provider ran itself and blocks it does not know', () => {
    const content = [
      { type: 'server_tool_use', id: 's', name: 'web_search', input: {} },
      { type: 'web_search_tool_result', tool_use_id: 's', content: [] },
      { type: 'from_the_future' },
      { type: 'text', text: 'Hi' },
    ];
    expect(choiceOf(content)).toMatchObject({ text: 'Hi', toolCalls: [] });
  });

  test('shows an answer by schema as text that simply stops', () => {
    expect(choiceOf([{ type: 'tool_use', id: 't', name: JSON_ANSWER_TOOL, input: { a: 1 } }], 'tool_use')).toMatchObject({
      text: '{"a":1}',
      toolCalls: [],
      finishReason: 'stop',
    });
  });

  test.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['pause_turn', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['refusal', 'content_filter'],
    ['from_the_future', 'stop'],
    [null, 'stop'],
  ])('that stops by %s finishes with %s', (reason, finish) => {
    expect(choiceOf([{ type: 'text', text: 'x' }], reason)?.finishReason).toBe(finish);
  });

  test('counts cache apart from input, by lifetime, and thinking apart from output', () => {
    const usage = {
      input_tokens: 6,
      cache_read_input_tokens: 100,
      cache_creation_input_tokens: 50,
      cache_creation: { ephemeral_5m_input_tokens: 30, ephemeral_1h_input_tokens: 20 },
      output_tokens: 40,
      output_tokens_details: { thinking_tokens: 15 },
    };
    expect(readMessage(message([], 'end_turn', usage)).usage).toMatchObject({
      input: 6,
      cachedInput: 100,
      cacheWrite5m: 30,
      cacheWrite1h: 20,
      output: 25,
      reasoning: 15,
    });
  });

  test.each([['<html>'], [null], [{ choices: [] }]])('is not readable from %o', (body) => {
    expect(() => readMessage(body)).toThrow(UnreadableAnswer);
  });
});

test('a block’s sources are told with the place of its text', () => {
  const cited = [{ type: 'web_search_result_location', url: 'https://e.com', title: 'E', cited_text: 'q', encrypted_index: 'x' }];
  const paged = [{ type: 'page_location', document_title: 'D', cited_text: 'p', start_page_number: 1 }];
  const choice = choiceOf([
    { type: 'text', text: 'First. ' },
    { type: 'text', text: 'Second.', citations: [...cited, ...paged, null] },
  ]);
  expect(choice?.citations).toEqual([
    { url: 'https://e.com', title: 'E', quote: 'q', startIndex: 7, endIndex: 14 },
    { title: 'D', quote: 'p', startIndex: 7, endIndex: 14 },
  ]);
});

test('the stop sequence and the reason of a refusal are kept', () => {
  const body = { ...message([], 'stop_sequence'), stop_sequence: 'END' };
  expect(readMessage(body).choices[0]).toMatchObject({ finishReason: 'stop', stopSequence: 'END' });
  const refused = { ...message([], 'refusal'), stop_details: { type: 'refusal', explanation: 'Not this.' } };
  expect(readMessage(refused).choices[0]).toMatchObject({ finishReason: 'content_filter', refusal: 'Not this.' });
});
