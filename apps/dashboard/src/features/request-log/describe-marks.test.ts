import { expect, test } from 'vitest';
import { outcomeSchema } from '@tollgate/core/routing/outcome';
import { describeMarks } from './describe-marks.ts';
import { describeOutcome } from './describe-outcome.ts';

test('an ordinary request bears no mark', () => {
  expect(describeMarks({ attempts: 1, isStream: false, isEstimated: false, isUnpriced: false })).toEqual([]);
});

test('every mark has words of its own, in a fixed order', () => {
  const marks = describeMarks({ attempts: 3, isStream: true, isEstimated: true, isUnpriced: true });
  expect(marks.map((mark) => mark.kind)).toEqual(['retried', 'stream', 'estimated', 'unpriced']);
  expect(marks[0]?.text).toContain('3 attempts');
  expect(new Set(marks.map((mark) => mark.text)).size).toBe(4);
});

test('every outcome has a name and a whole sentence', () => {
  for (const outcome of outcomeSchema.options) {
    expect(describeOutcome(outcome).label).not.toBe('');
    expect(describeOutcome(outcome).sentence).toMatch(/\.$/);
  }
});
