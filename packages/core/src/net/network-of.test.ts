import { expect, test } from 'vitest';
import { callerNetwork, networkOf } from './network-of.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::6', '2001:db8:1:2'],
  ['2001:db8::6', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['', ''],
])('%s stands for the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test('every way to name this machine is one caller, and nothing else is', () => {
  expect(new Set(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'].map(callerNetwork))).toEqual(new Set(['loopback']));
  expect(['128.0.0.1', '::2', '2001:db8::1', '127.0.0.1.example', ''].map(callerNetwork)).not.toContain('loopback');
});
