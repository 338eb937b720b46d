import type { ChatRequest, Message } from '@tollgate/core/chat/request';
import { describe, expect, test } from 'vitest';
import { UnreadableAnswer } from '../adapter.ts';
import { JSON_ANSWER_TOOL } from '../anthropic/json-answer-tool.ts';
import { mapFinishReason } from './finish-reason.ts';
import { buildBody } from './request.ts';
import { readAnswer } from './response.ts';
import { readUsage } from './usage.ts';

const answer = (parts: unknown[], candidate: object = {}, more: object = {}) => ({
  responseId: 'r1',
  modelVersion: 'gemini-3-flash',
  candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', ...candidate }],
  ...more,
});
const choiceOf = (body: unknown) => readAnswer(body).choices[0];

test('an answer keeps text, thoughts, calls, images and sources apart', () => {
  const parts = [
    { text: 'hm', thought: true, thoughtSignature: 's1' },
    { text: 'so', thoughtSignature: 's2' },
    { functionCall: { name: 'f', args: { a: 1 } }, thoughtSignature: 's3' },
    { inlineData: { mimeType: 'image/png', data: 'AA' } },
  ];
  const citationMetadata = { citationSources: [{ uri: 'https://a.test', startIndex: 0, endIndex: 2 }] };
  expect(readAnswer(answer(parts, { citationMetadata }))).toEqual({
    id: 'r1',
    model: 'gemini-3-flash',
    createdAt: null,
    choices: [
      {
        index: 0,
        text: 'so',
        reasoning: [
          { text: 'hm', signature: 's1', isSummary: true, format: 'google-gemini-v1' },
          { text: '', signature: 's2', format: 'google-gemini-v1' },
        ],
        toolCalls: [{ id: 'call_r1_0_0', name: 'f', arguments: '{"a":1}', signature: 's3' }],
        refusal: null,
        finishReason: 'tool_calls',
        citations: [{ url: 'https://a.test', startIndex: 0, endIndex: 2 }],
        images: ['data:image/png;base64,AA'],
      },
    ],
    usage: null,
  });
});

test('signatures survive ten turns of tools: each comes back where it stood', () => {
  const request: ChatRequest = { dialect: 'openai-chat', model: 'm', messages: [], stream: false, includeUsage: false, extra: {} };
  const turns: unknown[] = [];
  for (let turn = 0; turn < 10; turn++) {
    const parts = [
      { text: `thought ${turn}`, thought: true },
      { functionCall: { name: 'f', args: { turn } }, thoughtSignature: `signature ${turn}` },
      { functionCall: { name: 'f', args: { turn, again: true } } },
    ];
    const read = readAnswer({ ...answer(parts), responseId: `r${turn}` }).choices[0];
    const said: Message = { role: 'assistant', content: [], toolCalls: read?.toolCalls ?? [], reasoning: read?.reasoning ?? [] };
    const results = said.toolCalls.map((call): Message => ({
      role: 'tool',
      toolCallId: call.id,
      content: [{ type: 'text', text: call.id }],
    }));
    request.messages.push(said, ...results.toReversed());
    turns.push({ role: 'model', parts });
  }
  const { body } = buildBody(request, 'gemini-3-flash-preview', 'vertex');
  expect(Array.isArray(body['contents']) && body['contents'].filter((turn) => turn.role === 'model')).toEqual(turns);
});

test('the tool that stands for a schema is the text, not a call', () => {
  const body = answer([{ functionCall: { name: JSON_ANSWER_TOOL, args: { a: 1 } } }]);
  expect(choiceOf(body)).toMatchObject({ text: '{"a":1}', toolCalls: [], finishReason: 'stop' });
});

test('log probabilities are OpenAI’s', () => {
  const logprobsResult = {
    chosenCandidates: [{ token: 'a', tokenId: 1, logProbability: -0.5 }],
    topCandidates: [
      {
        candidates: [
          { token: 'a', logProbability: -0.5 },
          { token: 'b', logProbability: -2 },
        ],
      },
    ],
  };
  expect(choiceOf(answer([{ text: 'a' }], { logprobsResult }))?.logprobs).toEqual({
    content: [
      {
        token: 'a',
        logprob: -0.5,
        bytes: null,
        top_logprobs: [
          { token: 'a', logprob: -0.5, bytes: null },
          { token: 'b', logprob: -2, bytes: null },
        ],
      },
    ],
    refusal: null,
  });
});

test('sound is told the way OpenAI tells it', () => {
  const body = answer([{ inlineData: { mimeType: 'audio/L16;rate=24000', data: 'AA' } }]);
  expect(choiceOf(body)?.audio).toEqual({ id: 'r1', data: 'AA', transcript: '', expires_at: 0 });
});

test('how the call was served is told in OpenAI’s word', () => {
  expect(readAnswer(answer([], {}, { usageMetadata: { serviceTier: 'standard' } })).extra).toEqual({ service_tier: 'default' });
  expect(readAnswer(answer([], {}, { usageMetadata: { trafficType: 'ON_DEMAND_FLEX' } })).extra).toEqual({ service_tier: 'flex' });
});

test('a refused prompt is an answer that was filtered and cost nothing', () => {
  const blocked = readAnswer({ promptFeedback: { blockReason: 'MODEL_ARMOR', blockReasonMessage: 'Jailbreak.' }, usageMetadata: {} });
  expect(blocked.choices).toMatchObject([{ text: '', refusal: 'Jailbreak.', finishReason: 'content_filter' }]);
  expect(blocked.usage).toMatchObject({ input: 0, output: 0 });
});

test.each([
  ['nothing', null],
  ['a page', '<html>'],
  ['no candidates', { candidates: [] }],
  ['an error with a good status', { error: { message: 'Overloaded' } }],
  ['a call that cannot be read', answer([], { finishReason: 'MALFORMED_FUNCTION_CALL' })],
  [
    'arguments deeper than can be written',
    answer([{ functionCall: { name: 'f', args: JSON.parse(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`) } }]),
  ],
])('%s is no answer', (_, body) => {
  expect(() => readAnswer(body)).toThrow(UnreadableAnswer);
});

describe('finish reasons', () => {
  test.each([
    ['STOP', false, 'stop'],
    ['STOP', true, 'tool_calls'],
    [1, true, 'tool_calls'],
    ['MAX_TOKENS', true, 'length'],
    [2, false, 'length'],
    ['SAFETY', false, 'content_filter'],
    ['RECITATION', false, 'content_filter'],
    ['LANGUAGE', false, 'content_filter'],
    ['BLOCKLIST', false, 'content_filter'],
    ['PROHIBITED_CONTENT', false, 'content_filter'],
    ['SPII', false, 'content_filter'],
    ['IMAGE_SAFETY', false, 'content_filter'],
    ['MODEL_ARMOR', false, 'content_filter'],
    ['UNEXPECTED_TOOL_CALL', false, 'stop'],
    ['OTHER', false, 'stop'],
    ['MALFORMED_FUNCTION_CALL', true, null],
  ])('%s with calls: %s', (reason, hasCalls, mapped) => {
    expect(mapFinishReason(reason, hasCalls)).toBe(mapped);
  });
});

describe('usage', () => {
  test('counts thoughts and what tools read on top, and cached tokens inside the prompt', () => {
    const usage = {
      promptTokenCount: 100,
      cachedContentTokenCount: 40,
      candidatesTokenCount: 20,
      thoughtsTokenCount: 7,
      toolUsePromptTokenCount: 5,
      totalTokenCount: 132,
      promptTokensDetails: [
        { modality: 'TEXT', tokenCount: 70 },
        { modality: 'AUDIO', tokenCount: 30 },
      ],
      cacheTokensDetails: [{ modality: 'AUDIO', tokenCount: 10 }],
      candidatesTokensDetails: [{ modality: 'AUDIO', tokenCount: 4 }],
    };
    expect(readUsage(usage)).toEqual({
      input: 45,
      cachedInput: 40,
      cacheWrite5m: 0,
      cacheWrite1h: 0,
      output: 16,
      reasoning: 7,
      audioInput: 20,
      audioOutput: 4,
      images: 0,
    });
  });

  test('never gives more of a kind than there is, and nothing for what is no count', () => {
    const odd = {
      promptTokenCount: 3,
      cachedContentTokenCount: 9,
      candidatesTokenCount: -1,
      thoughtsTokenCount: '7',
      totalTokenCount: 1e300,
    };
    expect(readUsage(odd)).toMatchObject({ input: 0, cachedInput: 3, output: 0, reasoning: 0 });
    expect(readUsage({ trafficType: 'ON_DEMAND' })).toBeNull();
    expect(readUsage(undefined)).toBeNull();
  });
});
