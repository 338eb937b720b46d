import { expect, test } from 'vitest';
import { findKey, firstRequest } from './first-request.ts';

test('the key that was just made is put into a line that a shell takes as it is', () => {
  const key = findKey('{"keys":[{"name":"app","value":"tg_live_0123456789abcdefABCDEF"}]}');
  expect(key).toBe('tg_live_0123456789abcdefABCDEF');
  expect(firstRequest('http://localhost:4000', key)).toBe(
    `curl http://localhost:4000/v1/chat/completions -H 'authorization: Bearer tg_live_0123456789abcdefABCDEF' -H 'content-type: application/json' -d '{"model":"sim/echo","messages":[{"role":"user","content":"Hello"}]}'`,
  );
});

test('a key that another gateway issued is found too, and a quote in it cannot leave its quotes', () => {
  const key = findKey(`{"keys":[{"value":"sk-moved'over-0123456789abcdefghijklmno"}]}`);
  expect(firstRequest('http://p', key)).toContain(String.raw`Bearer sk-moved'\''over-0123456789abcdefghijklmno'`);
});

test('without a key the line asks only whether the proxy answers', () => {
  expect(firstRequest('http://localhost:4000', findKey('{}'))).toBe('curl http://localhost:4000/healthz');
});
