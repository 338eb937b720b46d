import { expect, test } from 'vitest';
import { stepSelection } from './step-selection.ts';

test('moves by one and stops at the ends', () => {
  expect(stepSelection(['a', 'b', 'c'], 'a', 1)).toBe('b');
  expect(stepSelection(['a', 'b', 'c'], 'c', 1)).toBe('c');
  expect(stepSelection(['a', 'b', 'c'], 'a', -1)).toBe('a');
});

test('begins with the first row when nothing in the list is selected', () => {
  expect(stepSelection(['a', 'b'], null, 1)).toBe('a');
  expect(stepSelection(['a', 'b'], 'elsewhere', -1)).toBe('a');
  expect(stepSelection([], 'elsewhere', 1)).toBe('elsewhere');
});
