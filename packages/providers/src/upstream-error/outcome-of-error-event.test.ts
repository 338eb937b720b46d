import { expect, test } from 'vitest';
import { errorEvent, unreadableEvent } from './error-event.ts';
import { outcomeOfErrorEvent } from './outcome-of-error-event.ts';

test.each([
  ['an overload', errorEvent({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }), 'server_error'],
  ['a throttle', errorEvent({ error: { message: 'Slow down', code: 429 } }), 'rate_limited'],
  ['an empty quota', errorEvent({ error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } }), 'auth'],
  [
    'a caller’s fault',
    errorEvent({ error: { message: 'Tool call validation failed', code: 'tool_use_failed', status_code: 400 } }),
    'invalid_request',
  ],
  ['an error without a cause', errorEvent({ error: {} }), 'server_error'],
  ['what is no stream', unreadableEvent('Not JSON.'), 'server_error'],
])('%s inside a stream is classified like an answer', (_, event, outcome) => {
  expect(event.type === 'error' && outcomeOfErrorEvent(event)).toBe(outcome);
});
