import { expect, test } from 'vitest';
import { axisTicks } from './axis-ticks.ts';

test.each([
  [4.2, [0, 1, 2, 3, 4, 5]],
  [0.0042, [0, 0.001, 0.002, 0.003, 0.004, 0.005]],
  [10, [0, 2.5, 5, 7.5, 10]],
  [1234, [0, 250, 500, 750, 1000, 1250]],
  [8, [0, 2, 4, 6, 8]],
  [0, [0, 1]],
  [Number.NaN, [0, 1]],
])('an axis for %d has the ticks %j', (largest, ticks) => {
  expect(axisTicks(largest)).toEqual(ticks);
});

test('the data always fits, and fills four fifths of the axis at least', () => {
  for (let exponent = -9; exponent < 12; exponent += 0.01) {
    const largest = 10 ** exponent;
    const ticks = axisTicks(largest);
    const top = ticks.at(-1) ?? 0;
    expect(top).toBeGreaterThanOrEqual(largest * (1 - 1e-9));
    expect(largest / top).toBeGreaterThanOrEqual(0.79);
    expect(ticks.length).toBeGreaterThanOrEqual(5);
    expect(ticks.length).toBeLessThanOrEqual(10);
  }
});
