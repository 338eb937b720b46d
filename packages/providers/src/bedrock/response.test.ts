import type { ChatRequest } from '@tollgate/core/chat/request';
import { describe, expect, test } from 'vitest';
import { UnreadableAnswer } from '../adapter.ts';
import { JSON_ANSWER_TOOL } from '../anthropic/json-answer-tool.ts';
import { toToolName } from './names.ts';
import { readConverse } from './response.ts';

const answer = (content: unknown[], stopReason = 'end_turn', usage?: unknown) => ({
  output: { message: { role: 'assistant', content } },
  stopReason,
  usage,
});
const choiceOf = (content: unknown[], stopReason?: string) => readConverse(answer(content, stopReason)).choices[0];

describe('a whole answer', () => {
  test('has text, reasoning with its signature, calls and disjoint usage', () => {
    const usage = {
      inputTokens: 3,
      cacheReadInputTokens: 2074,
      cacheWriteInputTokens: 297,
      cacheDetails: [
        { inputTokens: 97, ttl: '1h' },
        { inputTokens: 200, ttl: '5m' },
      ],
      outputTokens: 61,
      totalTokens: 2435,
    };
    const content = [
      { reasoningContent: { reasoningText: { text: 'Hm.', signature: 's' } } },
      { reasoningContent: { redactedContent: 'e' } },
      { text: 'Hi' },
      { toolUse: { toolUseId: 't1', name: 'f', input: { a: 1 } } },
    ];
    expect(readConverse(answer(content, 'tool_use', usage))).toEqual({
      id: '',
      model: '',
      createdAt: null,
      choices: [
        {
          index: 0,
          text: 'Hi',
          reasoning: [
            { text: 'Hm.', signature: 's', format: 'anthropic-claude-v1' },
            { text: '', encrypted: 'e', format: 'anthropic-claude-v1' },
          ],
          toolCalls: [{ id: 't1', name: 'f', arguments: '{"a":1}' }],
          refusal: null,
          finishReason: 'tool_calls',
        },
      ],
      usage: {
        input: 3,
        cachedInput: 2074,
        cacheWrite5m: 200,
        cacheWrite1h: 97,
        output: 61,
        reasoning: 0,
        audioInput: 0,
        audioOutput: 0,
        images: 0,
      },
    });
  });

  test('keeps the text that a citation is about, and says where it is', () => {
    const cited = {
      citationsContent: {
        content: [{ text: 'Ruby is from 1993.' }],
        citations: [{ title: 'Facts', location: { web: { url: 'https://example.com/r' } }, sourceContent: [{ text: 'made in 1993' }] }],
      },
    };
    expect(choiceOf([{ text: 'So: ' }, cited])).toMatchObject({
      text: 'So: Ruby is from 1993.',
      citations: [{ url: 'https://example.com/r', title: 'Facts', quote: 'made in 1993', startIndex: 4, endIndex: 22 }],
    });
  });

  test('gives back the names that had to be changed for the API', () => {
    const name = 'a.b/c';
    const request = { tools: [{ name }] } as unknown as ChatRequest;
    const body = answer([{ toolUse: { toolUseId: 't', name: toToolName(name), input: {} } }], 'tool_use');
    expect(readConverse(body, request).choices[0]?.toolCalls[0]?.name).toBe(name);
  });

  test('that is a schema’s tool is text and stops by itself', () => {
    expect(choiceOf([{ toolUse: { toolUseId: 't', name: JSON_ANSWER_TOOL, input: { a: 1 } } }], 'tool_use')).toMatchObject({
      text: '{"a":1}',
      toolCalls: [],
      finishReason: 'stop',
    });
  });

  test.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['tool_use', 'tool_calls'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['guardrail_intervened', 'content_filter'],
    ['content_filtered', 'content_filter'],
    ['something_new', 'stop'],
  ])('that ended by %s finished by %s', (reason, finish) => {
    expect(choiceOf([{ text: 'x' }], reason)?.finishReason).toBe(finish);
  });

  test.each([
    [null],
    ['<html>'],
    [{ message: 'no' }],
    [{ output: { message: { content: 'x' } } }],
    [answer([{ text: 'x' }], 'malformed_tool_use')],
  ])('that is none (%j) is unreadable', (body) => {
    expect(() => readConverse(body)).toThrow(UnreadableAnswer);
  });

  test('with odd blocks is read without them', () => {
    expect(choiceOf([null, 'x', { text: 5 }, { toolUse: null }, { reasoningContent: {} }, { text: 'ok' }])).toMatchObject({ text: 'ok' });
  });
});
