import { expect, test } from 'vitest';
import { howItEnds } from './how-it-ends.ts';

test('a long secret shows its end, a short one shows nothing', () => {
  expect(howItEnds('…a1b2')).toBe('ends in …a1b2');
  expect(howItEnds('…')).toBe('too short to show its end');
});
