import { expect, test } from 'vitest';
import { readNotice } from './notices.ts';

test('an address names one of our sentences and never brings its own', () => {
  expect(readNotice({ done: 'password_reset' })).toMatchObject({ tone: 'done' });
  expect(readNotice({ problem: 'no_address' })).toMatchObject({ tone: 'problem' });
  expect(readNotice({ error: 'Call 555 0100 at once' })?.text).toBe('Signing in through the provider did not work. Try again.');
  for (const text of ['constructor', '__proto__', 'toString', '<b>hello</b>', ''])
    expect(readNotice({ problem: text, done: text })).toBeNull();
  expect(readNotice({ problem: ['no_address', 'x'] })).toBeNull();
});
