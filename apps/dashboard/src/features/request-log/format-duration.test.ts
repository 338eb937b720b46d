import { expect, test } from 'vitest';
import { formatDuration } from './format-duration.ts';

test.each([
  [0, '0 ms'],
  [0.45, '0.5 ms'],
  [3, '3 ms'],
  [840, '840 ms'],
  [999.6, '1000 ms'],
  [1240, '1.24 s'],
  [9999, '10.00 s'],
  [12_340, '12.3 s'],
  [59_949, '59.9 s'],
  [59_990, '1 min 0 s'],
  [125_000, '2 min 5 s'],
])('%d ms reads %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
