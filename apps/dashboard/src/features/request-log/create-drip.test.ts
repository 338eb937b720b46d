import { expect, test } from 'vitest';
import { createDrip } from './create-drip.ts';

function frames() {
  const waiting: (() => void)[] = [];
  return {
    next: (run: () => void) => void waiting.push(run),
    step: () => waiting.splice(0).forEach((run) => run()),
    count: () => waiting.length,
  };
}

test('a burst comes out in its order, a few a frame, and then nothing runs', () => {
  const clock = frames();
  const drip = createDrip<number>(3, clock.next);
  const lots: number[][] = [];
  const give = (lot: number[]) => void lots.push(lot);
  drip.add([1, 2, 3, 4], give);
  clock.step();
  drip.add([5, 6], give);
  clock.step();
  expect(lots).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(clock.count()).toBe(0);
  drip.add([7], give);
  clock.step();
  expect(lots.at(-1)).toEqual([7]);
});

test('what is cleared is not handed on', () => {
  const clock = frames();
  const drip = createDrip<number>(1, clock.next);
  const lots: number[][] = [];
  drip.add([1, 2], (lot) => void lots.push(lot));
  clock.step();
  drip.clear();
  clock.step();
  expect(lots).toEqual([[1]]);
  expect(clock.count()).toBe(0);
});
