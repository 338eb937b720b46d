import { expect, test } from 'vitest';
import { changeOf, perUnit, shareOf } from './figures.ts';

test('a share is rounded to a tenth of a percent, exactly for amounts beyond a double', () => {
  expect(shareOf(3n, 8n)).toBe(37.5);
  expect(shareOf(1n, 3n)).toBe(33.3);
  expect(shareOf(10n ** 30n, 10n ** 30n)).toBe(100);
  expect(shareOf(0n, 0n)).toBeNull();
});

test('a cost a request is rounded to the nearest pico-dollar', () => {
  expect(perUnit(10n, 3)).toBe(3n);
  expect(perUnit(11n, 2)).toBe(6n);
  expect(perUnit(5n, 0)).toBeNull();
});

test('a change is signed and says nothing when there was nothing before', () => {
  expect(changeOf(150n, 100n)).toBe(50);
  expect(changeOf(2n, 3n)).toBe(-33.3);
  expect(changeOf(100n, 100n)).toBe(0);
  expect(changeOf(5n, 0n)).toBeNull();
});
