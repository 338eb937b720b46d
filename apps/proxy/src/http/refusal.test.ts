import { expect, test } from 'vitest';
import { openAiChat } from '@tollgate/core/chat/openai/index';
import { retryHeaders, toFrontError, type Refusal } from './refusal.ts';

const errorBody = (refused: Refusal, requestId: string) => openAiChat.encodeError(toFrontError(refused, requestId));

const refusal = (given: Partial<Refusal>): Refusal => ({ status: 429, code: 'rate_limited', message: 'Slow down.', ...given });

test.each([
  [1, '1', '1'],
  [0, '1', '1'],
  [-5, '1', '1'],
  [999.2, '1000', '1'],
  [1001, '1001', '2'],
  [60_000, '60000', '60'],
  [3_600_000, '60000', '60'],
  [Number.POSITIVE_INFINITY, '60000', '60'],
])('a wait of %d ms is told as %s ms and %s s, never more than a minute', (retryAfterMs, ms, seconds) => {
  expect(retryHeaders(refusal({ retryAfterMs }))).toEqual({ 'retry-after-ms': ms, 'retry-after': seconds });
});

test('a wait that is not known is not told', () => {
  expect(retryHeaders(refusal({}))).toEqual({});
  expect(retryHeaders(refusal({ retryAfterMs: Number.NaN, shouldRetry: false }))).toEqual({ 'x-should-retry': 'false' });
});

test('a body has the shape that OpenAI clients read, with the request and every attempt beside it', () => {
  const attempts = [{ provider: 'sim', model: 'echo', outcome: 'timeout', status: null, message: 'Too slow.', durationMs: 12 }];
  expect(errorBody(refusal({ status: 504, code: 'upstream_error', source: 'upstream', attempts }), 'req_1')).toEqual({
    error: { message: 'Slow down.', type: 'server_error', code: 'upstream_error', param: null },
    request_id: 'req_1',
    gateway: {
      source: 'upstream',
      attempts: [{ provider: 'sim', model: 'echo', outcome: 'timeout', status: null, message: 'Too slow.', duration_ms: 12 }],
    },
  });
});

test.each([
  [400, 'invalid_request_error'],
  [401, 'authentication_error'],
  [402, 'insufficient_quota'],
  [404, 'not_found_error'],
  [413, 'invalid_request_error'],
  [429, 'rate_limit_error'],
  [503, 'server_error'],
])('status %i is an error of type %s', (status, type) => {
  expect(errorBody(refusal({ status }), 'req_1')).toMatchObject({ error: { type }, gateway: { source: 'gateway', attempts: [] } });
});
