import { expect, test } from 'vitest';
import { moveTarget } from './target-list.ts';

const TARGETS = ['a', 'b', 'c'].map((credential, key) => ({ key, credential, model: 'm' }));
const namesOf = (targets: readonly { credential: string }[]) => targets.map(({ credential }) => credential).join('');

test.each([
  [0, 1, 'bac'],
  [2, -1, 'acb'],
  [0, -1, 'abc'],
  [2, 1, 'abc'],
] as const)('moving entry %s by %s gives %s', (index, by, expected) => {
  expect(namesOf(moveTarget(TARGETS, index, by))).toBe(expected);
});
