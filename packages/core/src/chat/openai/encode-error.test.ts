import { expect, test } from 'vitest';
import { encodeOpenAiError } from './encode-error.ts';

test.each([
  [400, 'invalid_request_error'],
  [405, 'invalid_request_error'],
  [429, 'rate_limit_error'],
  [500, 'server_error'],
  [503, 'server_error'],
])('an error with status %i has the type %s', (status, type) => {
  const body = encodeOpenAiError({
    status,
    code: 'some_code',
    message: 'Why.',
    param: null,
    requestId: 'req_1',
    gateway: { source: 'gateway', attempts: [] },
  });
  expect(body).toMatchObject({ error: { type, code: 'some_code' }, request_id: 'req_1' });
});
