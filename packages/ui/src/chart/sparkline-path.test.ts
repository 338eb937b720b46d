import { expect, test } from 'vitest';
import { sparklinePath } from './sparkline-path.ts';

test('spans the whole width with the largest value at the top', () => {
  expect(sparklinePath([0, 5, 10], 100, 20)).toBe('M0 20L50 10L100 0');
});

test('breaks the line where a value is unknown', () => {
  expect(sparklinePath([1, null, 1, 0], 90, 10)).toBe('M0 0M60 0L90 10');
});

test('draws only zeros along the bottom and nothing for no values', () => {
  expect(sparklinePath([0, 0], 10, 10)).toBe('M0 10L10 10');
  expect(sparklinePath([], 10, 10)).toBe('');
  expect(sparklinePath([null, null], 10, 10)).toBe('');
});

test('draws a single value as a flat line', () => {
  expect(sparklinePath([3], 10, 10)).toBe('M0 0H10');
});

test('keeps negative values inside the box', () => {
  expect(sparklinePath([-2, 2], 10, 10)).toBe('M0 10L10 0');
});
