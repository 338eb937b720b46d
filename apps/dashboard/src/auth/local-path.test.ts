import { expect, test } from 'vitest';
import { localPath } from './local-path.ts';

test.each([
  ['/keys?org=acme&project=web', '/keys?org=acme&project=web'],
  ['/', '/'],
  ['', null],
  ['https://evil.test/', null],
  ['//evil.test/keys', null],
  ['/\\evil.test/keys', null],
  ['/\tevil', '/evil'],
  ['/\t/evil.test', null],
  ['/.//evil.test', null],
  ['javascript:alert(1)', null],
])('%j leads to %j', (text, expected) => {
  expect(localPath(text)).toBe(expected);
});
