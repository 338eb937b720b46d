import type { ChatRequest } from '@tollgate/core/chat/request';
import { describe, expect, test } from 'vitest';
import { vertexAdapter } from './index.ts';

const settings = { project: 'my-project', region: 'europe-west4' };
const request: ChatRequest = {
  dialect: 'openai-chat',
  model: 'm',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
  stream: true,
  includeUsage: false,
  extra: {},
};
const { chat } = vertexAdapter;

describe('where a call goes', () => {
  test.each([
    ['europe-west4', 'https://europe-west4-aiplatform.googleapis.com'],
    ['global', 'https://aiplatform.googleapis.com'],
    ['eu', 'https://aiplatform.eu.rep.googleapis.com'],
    ['evil.test/#', null],
    ['', null],
  ])('region %s has the host %s', (region, origin) => {
    expect(vertexAdapter.defaultBaseUrl({ region })).toBe(origin);
  });

  const place = '/v1beta1/projects/my-project/locations/europe-west4';
  test.each([
    ['gemini-2.5-flash', `${place}/publishers/google/models/gemini-2.5-flash:streamGenerateContent?alt=sse`],
    ['google/gemini-2.5-flash', `${place}/publishers/google/models/gemini-2.5-flash:streamGenerateContent?alt=sse`],
    ['publishers/google/models/gemini-2.5-pro', `${place}/publishers/google/models/gemini-2.5-pro:streamGenerateContent?alt=sse`],
    ['endpoints/123', `${place}/endpoints/123:streamGenerateContent?alt=sse`],
    ['claude-sonnet-4-5@20250929', `${place}/publishers/anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict`],
    ['anthropic/claude-opus-4-1', `${place}/publishers/anthropic/models/claude-opus-4-1:streamRawPredict`],
    ['a/../../b?c', `${place}/publishers/a/models/..%2F..%2Fb%3Fc:streamGenerateContent?alt=sse`],
  ])('%s is at its publisher', (model, path) => {
    expect(chat.path({ model, settings }, true)).toBe(path);
  });
  test('whole answers have verbs of their own', () => {
    expect(chat.path({ model: 'gemini-2.5-flash', settings }, false)).toMatch(/:generateContent$/);
    expect(chat.path({ model: 'claude-opus-4-1', settings }, false)).toMatch(/:rawPredict$/);
  });
});

test('a service account’s key is exchanged for a token, a token is sent as it is', () => {
  expect(vertexAdapter.authentication(settings)).toEqual({ scheme: 'google' });
  const proof = vertexAdapter.authentication({ ...settings, auth: 'access_token' });
  expect(proof.scheme === 'header' && proof.headers('ya29')).toEqual({ authorization: 'Bearer ya29' });
});

describe('Claude', () => {
  const target = { model: 'claude-sonnet-4-5@20250929', settings };

  test('gets a Messages body with the version in it and the model out of it', () => {
    const body: unknown = JSON.parse(chat.buildBody(request, target).body);
    expect(body).toMatchObject({ anthropic_version: 'vertex-2023-10-16', stream: true, messages: [{ role: 'user' }] });
    expect(body).not.toHaveProperty('model');
  });

  test('is understood whole and streamed, like Gemini', () => {
    const message = { type: 'message', id: 'msg_1', model: 'claude', content: [{ type: 'text', text: 'Hi' }], stop_reason: 'end_turn' };
    expect(chat.readResponse(message)).toMatchObject({ id: 'msg_1', choices: [{ text: 'Hi' }] });
    expect(chat.readResponse({ candidates: [{ content: { parts: [{ text: 'Hi' }] } }] })).toMatchObject({ choices: [{ text: 'Hi' }] });
    const play = (...events: object[]) => {
      const decoder = chat.createStreamDecoder();
      return [...events.flatMap((event) => decoder.push({ event: '', data: JSON.stringify(event) })), ...decoder.close()].map(
        ({ type }) => type,
      );
    };
    const claude = [
      { type: 'message_start', message: { id: 'msg_1', usage: { input_tokens: 1 } } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: 'Hi' } },
      { type: 'message_stop' },
    ];
    expect(play(...claude)).toEqual(['start', 'usage', 'text', 'finish', 'end']);
    expect(play(...claude.slice(0, 2))).not.toContain('end');
    expect(play({ candidates: [{ content: { parts: [{ text: 'Hi' }] }, finishReason: 'STOP' }] })).toEqual([
      'start',
      'text',
      'finish',
      'end',
    ]);
    expect(play({ error: { code: 503, message: 'Overloaded' } })).toEqual(['error']);
    expect(play()).toEqual([]);
  });
});
