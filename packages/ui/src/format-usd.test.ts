import { describe, expect, it } from 'vitest';
import { formatUsd } from './format-usd.ts';

describe('formatUsd', () => {
  it.each([
    [0n, '$0.00'],
    [1n, '$0.000000000001'],
    [27_000_000n, '$0.000027'],
    [1_234_567_890n, '$0.00123'],
    [15_000_000_000n, '$0.015'],
    [500_000_000_000n, '$0.50'],
    [999_600_000_000n, '$1.00'],
    [1_000_000_000_000n, '$1.00'],
    [1_234_567_895_000_000n, '$1,234.57'],
    [-2_500_000_000_000n, '-$2.50'],
  ])('%s pico-dollars read %s', (pico, text) => {
    expect(formatUsd(pico)).toBe(text);
  });
});
