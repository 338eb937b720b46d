import { expect, test } from 'vitest';
import { apiKeyHint, generateApiKey, hashApiKey, isWellFormedApiKey } from './api-key.ts';

test('a key names its environment, carries 43 random characters and a checksum that holds', () => {
  for (const environment of ['live', 'test', 'a', 'staging2']) {
    const key = generateApiKey(environment);
    expect(key).toMatch(new RegExp(`^tg_${environment}_[0-9A-Za-z]{49}$`));
    expect(isWellFormedApiKey(key)).toBe(true);
  }
});

test('a key with any one character changed is not well formed', () => {
  const key = generateApiKey('live');
  for (let at = 'tg_live_'.length; at < key.length; at++) {
    const other = key[at] === 'a' ? 'b' : 'a';
    expect(isWellFormedApiKey(key.slice(0, at) + other + key.slice(at + 1))).toBe(false);
  }
});

test.each([
  ['nothing', ''],
  ['another product', `sk-${'a'.repeat(48)}`],
  ['a cut key', generateApiKey('live').slice(0, -1)],
  ['a key with something behind it', `${generateApiKey('live')}\n`],
  ['a key with something before it', ` ${generateApiKey('live')}`],
])('%s is not well formed', (_what, text) => {
  expect(isWellFormedApiKey(text)).toBe(false);
});

test('no two of ten thousand keys are the same, and every character of the random part is used', () => {
  const keys = Array.from({ length: 10_000 }, () => generateApiKey('test'));
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(keys.flatMap((key) => key.slice(8, 51).split(''))).size).toBe(62);
});

test('a key is known by the SHA-256 of its text', () => {
  expect(hashApiKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('a hint shows where a key is for and four characters, no more', () => {
  const key = generateApiKey('live');
  expect(apiKeyHint(key)).toBe(`tg_live_…${key.slice(-4)}`);
  expect(apiKeyHint('a-key-that-another-gateway-issued-12345678')).toBe('…5678');
});
