import { expect, test } from 'vitest';
import { readError } from './error.ts';

const google = (code: number, status: string, message: string, details: object[] = []) =>
  readError(code, {}, JSON.stringify({ error: { code, status, message, details } }));

test('a throttle says how long to wait', () => {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.4s' }];
  const read = google(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota. Please retry in 35s.', details);
  expect(read).toMatchObject({ outcome: 'rate_limited', code: 'RESOURCE_EXHAUSTED', retryAfterMs: 34_400 });
  expect(google(429, 'RESOURCE_EXHAUSTED', 'Please retry in 35s.').retryAfterMs).toBe(35_000);
});

test.each([
  ['a refused key', google(400, 'INVALID_ARGUMENT', 'API-Schlüssel ungültig.', [{ reason: 'API_KEY_INVALID' }]), 'auth'],
  ['a country that is not served', google(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'), 'auth'],
  ['a project without rights', google(403, 'PERMISSION_DENIED', 'Permission denied on resource project x.'), 'auth'],
  [
    'a prompt that is too long',
    google(400, 'INVALID_ARGUMENT', 'The input token count (9) exceeds the maximum number of tokens allowed (1).'),
    'context_length',
  ],
  ['an unknown model', google(404, 'NOT_FOUND', 'models/x is not found for API version v1beta'), 'model_unavailable'],
  ['a bad field', google(400, 'INVALID_ARGUMENT', 'Unknown name "x"'), 'invalid_request'],
  ['an overload', google(503, 'UNAVAILABLE', 'The model is overloaded.'), 'server_error'],
  ['a deadline', google(504, 'DEADLINE_EXCEEDED', 'Deadline expired'), 'timeout'],
  [
    'an array',
    readError(404, {}, JSON.stringify([{ error: { code: 404, message: 'Not found', status: 'NOT_FOUND' } }])),
    'model_unavailable',
  ],
  ['a page', readError(400, {}, '<html><title>Bad Request</title></html>'), 'invalid_request'],
])('%s is seen as what it is', (_, read, outcome) => {
  expect(read.outcome).toBe(outcome);
  expect(read.message).not.toBe('');
});
