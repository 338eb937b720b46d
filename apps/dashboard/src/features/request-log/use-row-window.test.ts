import { expect, test } from 'vitest';
import { windowOf } from './use-row-window.ts';

test('every row in sight is drawn, and some above and below, wherever one has scrolled to', () => {
  for (let scrollPx = 0; scrollPx < 40_000; scrollPx += 7) {
    const { start, end } = windowOf(scrollPx, 600, 36);
    expect(start * 36).toBeLessThanOrEqual(Math.max(0, scrollPx - 8 * 36));
    expect(end * 36).toBeGreaterThanOrEqual(scrollPx + 600 + 8 * 36);
    expect(end - start).toBeLessThanOrEqual(48);
  }
});

test('a few pixels draw nothing anew, and a bounce over the top is the top', () => {
  expect(windowOf(1000, 600, 36)).toEqual(windowOf(1010, 600, 36));
  expect(windowOf(-80, 600, 36)).toEqual(windowOf(0, 600, 36));
});
