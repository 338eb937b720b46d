import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyUsage } from '../../usage/usage.ts';
import type { AnswerContext } from '../front-dialect.ts';
import type { ChatRequest, ReasoningPart, ToolCall } from '../request.ts';
import type { ChatEvent } from '../response.ts';
import { openAiChat } from './index.ts';
import { readReasoning } from './read-reasoning.ts';
import { reasoningDetails, reasoningText } from './write-reasoning.ts';

const some = fc.string({ minLength: 1 });
const part = fc.oneof(
  fc.record({ text: some, signature: some, format: fc.constant<'anthropic-claude-v1'>('anthropic-claude-v1') }),
  fc.record({ text: fc.constant(''), encrypted: some, format: fc.constant<'anthropic-claude-v1'>('anthropic-claude-v1') }),
  fc.record({
    text: fc.constantFrom('', 'sum'),
    encrypted: some,
    format: fc.constant<'openai-responses-v1'>('openai-responses-v1'),
    id: fc.uuid(),
    isSummary: fc.constant(true),
  }),
  fc.record({ text: some }),
);

/** An encrypted thought without a text has no summary that could say so. */
const normal = (given: ReasoningPart): ReasoningPart => {
  const { isSummary, ...rest } = given;
  return given.text !== '' && isSummary === true ? given : rest;
};

test('thoughts come back from a chat client as they were given', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts: ReasoningPart[]) => {
      const details = reasoningDetails(parts);
      if (details === null) return;
      const read = readReasoning({ reasoning_content: reasoningText(parts), reasoning_details: details });
      expect(read).toEqual(parts.map(normal));
    }),
  );
});

describe('a client that adds up a stream', () => {
  test('gives the one signature back with its text', () => {
    const detail = { type: 'reasoning.text', text: '', signature: 'S', format: 'anthropic-claude-v1' };
    expect(readReasoning({ reasoning_content: 'Hm.', reasoning_details: [detail] })).toEqual([
      { text: 'Hm.', signature: 'S', format: 'anthropic-claude-v1' },
    ]);
  });

  test('cannot tell which of several signatures is whose', () => {
    const detail = { type: 'reasoning.text', text: '', signature: 'S' };
    expect(readReasoning({ reasoning_content: 'Hm.', reasoning_details: [detail, detail] })).toEqual([{ text: 'Hm.' }]);
  });
});

const context: AnswerContext = {
  request: { dialect: 'openai-chat', model: 'm', messages: [], stream: false, includeUsage: true, extra: {} },
  createdAt: 1,
  uniqueId: 'u',
};
const called = (given: Partial<ToolCall>, request: Partial<ChatRequest> = {}) => {
  const call: ToolCall = { id: 'c', name: 'f', arguments: '{}', ...given };
  const choice = { index: 0, text: '', reasoning: [], toolCalls: [call], refusal: null, finishReason: 'tool_calls' as const };
  const answer = { id: 'x', model: 'm', createdAt: 1, choices: [choice], usage: emptyUsage() };
  const asked = { ...context, request: { ...context.request, ...request } };
  const { choices } = openAiChat.encodeResponse(answer, asked, null) as { choices: { message: Record<string, unknown> }[] };
  return choices[0]?.message;
};

test('the signature of a call goes out with the call and comes back to it', () => {
  const message = called({ signature: 'SIG' });
  expect(message?.['reasoning_details']).toEqual([
    { type: 'reasoning.encrypted', data: 'SIG', id: 'c', format: 'google-gemini-v1', index: 0 },
  ]);
  const decoded = openAiChat.decodeRequest({ model: 'm', messages: [message] });
  expect(decoded.ok && decoded.request.messages[0]).toEqual({
    role: 'assistant',
    content: [],
    toolCalls: [{ id: 'c', name: 'f', arguments: '{}', signature: 'SIG' }],
  });
  const start: ChatEvent = { type: 'tool_call_start', choice: 0, index: 0, id: 'c', name: 'f', signature: 'SIG' };
  expect(openAiChat.createStreamEncoder(context).encode(start)).toContain(
    '"reasoning_details":[{"type":"reasoning.encrypted","data":"SIG"',
  );
});

describe('a call of a custom tool', () => {
  const events: ChatEvent[] = [
    { type: 'tool_call_start', choice: 0, index: 0, id: 'c', name: 'sql', isCustom: true },
    { type: 'tool_call_arguments', choice: 0, index: 0, text: 'SELECT 1' },
  ];
  const stream = (request: Partial<ChatRequest>): string => {
    const encoder = openAiChat.createStreamEncoder({ ...context, request: { ...context.request, ...request } });
    return events.map((event) => encoder.encode(event)).join('');
  };

  test('is one for who knows of such tools', () => {
    expect(called({ name: 'sql', arguments: 'SELECT 1', isCustom: true })?.['tool_calls']).toEqual([
      { id: 'c', type: 'custom', custom: { name: 'sql', input: 'SELECT 1' } },
    ]);
    expect(stream({})).toContain('"custom":{"input":"SELECT 1"}');
  });

  test('is a function’s for who declared a function', () => {
    const tools = [{ name: 'sql' }];
    expect(called({ name: 'sql', arguments: 'SELECT 1', isCustom: true }, { tools })?.['tool_calls']).toEqual([
      { id: 'c', type: 'function', function: { name: 'sql', arguments: 'SELECT 1' } },
    ]);
    expect(stream({ tools })).toContain('"function":{"arguments":"SELECT 1"}');
  });
});
