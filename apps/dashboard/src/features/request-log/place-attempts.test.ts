import { expect, test } from 'vitest';
import { placeAttempts } from './place-attempts.ts';

const start = '2026-03-01T10:00:00.000Z';
const attempt = (attemptId: string, offsetMs: number, durationMs: number, firstTokenMs: number | null = null) => ({
  attemptId,
  startedAt: new Date(Date.parse(start) + offsetMs).toISOString(),
  durationMs,
  firstTokenMs,
});

test('places a fallback after the attempt that failed, on one scale', () => {
  const bars = placeAttempts(start, 1000, [attempt('a', 0, 200), attempt('b', 250, 750, 75)]);
  expect(bars).toEqual([
    { attemptId: 'a', offsetMs: 0, leftPercent: 0, widthPercent: 20, waitPercent: 100 },
    { attemptId: 'b', offsetMs: 250, leftPercent: 25, widthPercent: 75, waitPercent: 10 },
  ]);
});

test('keeps every bar inside the box when clocks disagree', () => {
  for (const bar of placeAttempts(start, 100, [attempt('early', -50, 80), attempt('late', 90, 400), attempt('instant', 490, 0)])) {
    expect(bar.leftPercent).toBeGreaterThanOrEqual(0);
    expect(bar.leftPercent + bar.widthPercent).toBeLessThanOrEqual(100);
    expect(bar.widthPercent).toBeGreaterThan(0);
  }
});

test('survives a request that took no time', () => {
  expect(placeAttempts(start, 0, [attempt('a', 0, 0)])[0]).toMatchObject({ leftPercent: 0, widthPercent: 0.8, waitPercent: 100 });
});
