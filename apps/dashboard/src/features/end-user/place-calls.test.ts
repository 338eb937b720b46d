import { expect, test } from 'vitest';
import { placeCalls } from './place-calls.ts';

test('calls follow each other without their pauses, and overlapping ones overlap', () => {
  const placed = placeCalls([
    { startMs: 0, durationMs: 100 },
    { startMs: 3_600_000, durationMs: 100 },
    { startMs: 3_600_050, durationMs: 150 },
  ]);
  expect(placed.map(({ pauseMs }) => pauseMs)).toEqual([0, 3_599_900, 0]);
  expect(placed.map(({ leftPercent }) => leftPercent)).toEqual([0, expect.closeTo(100 / 3), 50]);
  expect(placed.map(({ widthPercent }) => widthPercent)).toEqual([expect.closeTo(100 / 3), expect.closeTo(100 / 3), 50]);
});

test('a call of no time is seen, and stays on the line', () => {
  const [, last] = placeCalls([
    { startMs: 0, durationMs: 1000 },
    { startMs: 1000, durationMs: 0 },
  ]);
  expect(last).toEqual({ leftPercent: 99.5, widthPercent: 0.5, pauseMs: 0 });
});

test('no calls are no places', () => expect(placeCalls([])).toEqual([]));
