import { expect, test } from 'vitest';
import { formatAxisUsd } from './format-axis-usd.ts';

test.each([
  [0, '$0'],
  [0.002, '$0.002'],
  [0.25, '$0.25'],
  [12, '$12'],
  [12.5, '$12.50'],
  [1500, '$1.5K'],
  [2_000_000, '$2M'],
])('%d is labelled %s', (usd, label) => {
  expect(formatAxisUsd(usd)).toBe(label);
});
