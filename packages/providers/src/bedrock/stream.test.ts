import type { ChatEvent } from '@tollgate/core/chat/response';
import type { ChatRequest } from '@tollgate/core/chat/request';
import { describe, expect, test } from 'vitest';
import { JSON_ANSWER_TOOL } from '../anthropic/json-answer-tool.ts';
import { outcomeOfErrorEvent } from '../upstream-error/outcome-of-error-event.ts';
import { toToolName } from './names.ts';
import { createConverseStreamDecoder } from './stream.ts';

type Frame = [event: string, data: unknown];
const decode = (frames: Frame[], request?: ChatRequest): ChatEvent[] => {
  const decoder = createConverseStreamDecoder(request);
  const events = frames.flatMap(([event, data]) => decoder.push({ event, data: typeof data === 'string' ? data : JSON.stringify(data) }));
  return [...events, ...decoder.close()];
};
const text = (said: string, contentBlockIndex = 0): Frame => ['contentBlockDelta', { contentBlockIndex, delta: { text: said } }];
const call = (contentBlockIndex: number, name = 'f', toolUseId = `t${contentBlockIndex}`): Frame => [
  'contentBlockStart',
  { contentBlockIndex, start: { toolUse: { toolUseId, name } } },
];
const input = (contentBlockIndex: number, piece: string): Frame => [
  'contentBlockDelta',
  { contentBlockIndex, delta: { toolUse: { input: piece } } },
];
const closed = (contentBlockIndex: number): Frame => ['contentBlockStop', { contentBlockIndex }];
const stop = (stopReason = 'end_turn'): Frame => ['messageStop', { stopReason }];
const metadata: Frame = ['metadata', { usage: { inputTokens: 3, outputTokens: 2 } }];
const types = (events: ChatEvent[]) => events.map(({ type }) => type);

describe('a stream', () => {
  test('is complete with the usage that comes behind its end', () => {
    const events = decode([['messageStart', { role: 'assistant' }], text('Hi'), closed(0), stop(), metadata]);
    expect(types(events)).toEqual(['start', 'text', 'finish', 'usage', 'end']);
    expect(events[3]).toMatchObject({ usage: { input: 3, output: 2 } });
  });

  test('is complete without usage, and with usage before its end', () => {
    expect(types(decode([text('Hi'), stop()]))).toEqual(['start', 'text', 'finish', 'end']);
    expect(types(decode([text('Hi'), metadata, stop()]))).toEqual(['start', 'text', 'usage', 'finish', 'end']);
  });

  test('that was cut has no end', () => {
    expect(types(decode([text('Hi'), closed(0)]))).toEqual(['start', 'text']);
    expect(decode([])).toEqual([]);
  });

  test('numbers calls from 0 whatever their blocks are, and gives a call without input an empty object', () => {
    const frames = [text('x'), call(1), input(1, ''), input(1, '{"a":'), input(1, '1}'), closed(1), call(4), closed(4), stop('tool_use')];
    expect(decode(frames).slice(2)).toEqual([
      { type: 'tool_call_start', choice: 0, index: 0, id: 't1', name: 'f' },
      { type: 'tool_call_arguments', choice: 0, index: 0, text: '{"a":' },
      { type: 'tool_call_arguments', choice: 0, index: 0, text: '1}' },
      { type: 'tool_call_start', choice: 0, index: 1, id: 't4', name: 'f' },
      { type: 'tool_call_arguments', choice: 0, index: 1, text: '{}' },
      { type: 'finish', choice: 0, reason: 'tool_calls' },
      { type: 'end' },
    ]);
  });

  test('gives back the names that had to be changed for the API', () => {
    const name = 'x'.repeat(100);
    const request = { tools: [{ name }] } as unknown as ChatRequest;
    expect(decode([call(0, toToolName(name))], request)[1]).toMatchObject({ name });
  });

  test('of a schema’s tool is text that stops by itself', () => {
    const events = decode([call(0, JSON_ANSWER_TOOL), input(0, '{"a":1}'), closed(0), stop('tool_use')]);
    expect(events.slice(1, 3)).toEqual([
      { type: 'text', choice: 0, text: '{"a":1}' },
      { type: 'finish', choice: 0, reason: 'stop' },
    ]);
  });

  test('has thoughts with their signature, and hidden ones', () => {
    const thought = (reasoningContent: object): Frame => ['contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent } }];
    expect(decode([thought({ text: 'Hm.' }), thought({ signature: 's' }), thought({ redactedContent: 'e' })]).slice(1)).toEqual([
      { type: 'reasoning', choice: 0, text: 'Hm.' },
      { type: 'reasoning', choice: 0, text: '', signature: 's', format: 'anthropic-claude-v1' },
      { type: 'reasoning', choice: 0, text: '', encrypted: 'e', format: 'anthropic-claude-v1' },
    ]);
  });

  test('says of a citation which text it is about, once that is known', () => {
    const citation: Frame = [
      'contentBlockDelta',
      { contentBlockIndex: 1, delta: { citation: { title: 'Facts', sourceContent: [{ text: 'q' }] } } },
    ];
    expect(decode([text('So: '), citation, text('Ruby', 1), closed(1)]).at(-1)).toEqual({
      type: 'citation',
      choice: 0,
      citation: { title: 'Facts', quote: 'q', startIndex: 4, endIndex: 8 },
    });
  });
});

describe('a failure', () => {
  test.each([
    ['throttlingException', 'rate_limited'],
    ['serviceUnavailableException', 'server_error'],
    ['modelStreamErrorException', 'server_error'],
    ['internalServerException', 'server_error'],
    ['modelTimeoutException', 'timeout'],
    ['validationException', 'invalid_request'],
    ['accessDeniedException', 'auth'],
  ])('in the stream by %s is one error of outcome %s, and nothing follows', (name, outcome) => {
    const events = decode([text('Hi'), [name, { message: 'Please wait.' }], stop(), metadata]);
    expect(types(events)).toEqual(['start', 'text', 'error']);
    const error = events[2] as ChatEvent & { type: 'error' };
    expect(error.message).toBe('Please wait.');
    expect(error.code).toBe(name);
    expect(outcomeOfErrorEvent(error)).toBe(outcome);
  });

  test('of the model to write a call is an error, not an answer', () => {
    expect(types(decode([text('Hi'), stop('malformed_tool_use')]))).toEqual(['start', 'text', 'error']);
  });

  test('to send JSON is an error', () => {
    expect(types(decode([text('Hi'), ['contentBlockDelta', '{"x'], stop()]))).toEqual(['start', 'text', 'error']);
  });

  test('to have the form of events hurts nobody', () => {
    expect(
      types(
        decode([
          ['contentBlockDelta', {}],
          ['contentBlockDelta', { delta: 5 }],
          ['contentBlockStart', { start: null }],
          ['new', {}],
        ]),
      ),
    ).toEqual(['start']);
  });
});
