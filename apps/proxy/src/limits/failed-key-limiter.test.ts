import { expect, test } from 'vitest';
import { FailedKeyLimiter } from './failed-key-limiter.ts';

const SHARE = 120;

function exhaust(limiter: FailedKeyLimiter, address: string, nowMs: number): void {
  for (let i = 0; i < SHARE; i++) expect(limiter.take(address, nowMs)).toBe(true);
}

test('an address may fail 120 times a minute, and then again', () => {
  const limiter = new FailedKeyLimiter();
  expect(limiter.isExhausted('192.0.2.1', 1000)).toBe(false);
  exhaust(limiter, '192.0.2.1', 1000);
  expect(limiter.isExhausted('192.0.2.1', 1000)).toBe(true);
  expect(limiter.take('192.0.2.1', 60_999)).toBe(false);
  expect(limiter.waitMs('192.0.2.1', 31_000)).toBe(30_000);
  expect(limiter.isExhausted('192.0.2.1', 61_000)).toBe(false);
  expect(limiter.take('192.0.2.1', 61_000)).toBe(true);
});

test('one address does not use up the share of another', () => {
  const limiter = new FailedKeyLimiter();
  exhaust(limiter, '192.0.2.1', 0);
  expect(limiter.take('192.0.2.2', 0)).toBe(true);
});

test.each([
  ['2001:db8::1', '2001:db8::2', true],
  ['2001:db8::1', '2001:db8:0:0:ffff:ffff:ffff:ffff', true],
  ['2001:db8:1:2::1', '2001:db8:1:2:3:4:5:6', true],
  ['::1', '::2', true],
  ['2001:db8:1:2::', '2001:db8:1:2::9', true],
  ['2001:db8:0:1::1', '2001:db8:0:2::1', false],
  ['2001:db8::1', '2001:db9::1', false],
  ['::ffff:192.0.2.1', '192.0.2.1', true],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.2', false],
  ['fe80::1%eth0', 'fe80::2%eth0', true],
])('%s and %s count as one network: %s', (first, second, isOne) => {
  const limiter = new FailedKeyLimiter();
  exhaust(limiter, first, 0);
  expect(limiter.isExhausted(second, 0)).toBe(isOne);
});

test('a flood of addresses does not fill the memory', () => {
  const limiter = new FailedKeyLimiter();
  exhaust(limiter, 'first', 0);
  for (let i = 0; i < 60_000; i++) limiter.take(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`, 0);
  expect(limiter.isExhausted('first', 0)).toBe(false);
});
