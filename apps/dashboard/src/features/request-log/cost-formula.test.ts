import { expect, test } from 'vitest';
import { addsUp, bucketLabel, exactUsd, formulaLines } from './cost-formula.ts';

test('prints rates by the million tokens and costs to the last digit', () => {
  expect(formulaLines([{ bucket: 'cachedInput', quantity: 1200, ratePico: 75_000n, costPico: 90_000_000n }])).toEqual([
    { bucket: 'cachedInput', label: 'Cached input', quantity: '1,200', rate: '0.075', unit: 'per million', cost: '0.00009' },
  ]);
});

test('prices images and requests one by one', () => {
  expect(formulaLines([{ bucket: 'images', quantity: 2, ratePico: 40_000_000_000n, costPico: 80_000_000_000n }])[0]).toMatchObject({
    rate: '0.04',
    unit: 'each',
    cost: '0.08',
  });
});

test('notices terms that do not explain the recorded cost', () => {
  const terms = [
    { bucket: 'input', quantity: 3, ratePico: 2n, costPico: 6n },
    { bucket: 'output', quantity: 1, ratePico: 5n, costPico: 5n },
  ];
  expect(addsUp(terms, 11n)).toBe(true);
  expect(addsUp(terms, 12n)).toBe(false);
  expect(addsUp([{ bucket: 'input', quantity: 3, ratePico: 2n, costPico: 7n }], 7n)).toBe(false);
});

test('shows a bucket it does not know under its own name', () => {
  expect(bucketLabel('videoOutput')).toBe('videoOutput');
});

test('shows every digit and at least the cents', () => {
  expect(exactUsd(0n)).toBe('0.00');
  expect(exactUsd(600_000_000_000n)).toBe('0.60');
  expect(exactUsd(1n)).toBe('0.000000000001');
});
