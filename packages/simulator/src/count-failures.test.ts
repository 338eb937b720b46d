import { describe, expect, it } from 'vitest';
import { createFailureCount } from './count-failures.ts';

describe('createFailureCount', () => {
  it('fails each caller as often as asked and never again', () => {
    const failures = createFailureCount();
    expect([1, 2, 3, 4].map(() => failures.shouldFail('a', 2))).toEqual([true, true, false, false]);
    expect(failures.shouldFail('b', 1)).toBe(true);
    failures.clear();
    expect(failures.shouldFail('a', 2)).toBe(true);
  });

  it('forgets the oldest caller rather than grow without end', () => {
    const failures = createFailureCount();
    for (let i = 0; i <= 10_000; i++) failures.shouldFail(`caller ${i}`, 1);
    expect([failures.shouldFail('caller 10000', 1), failures.shouldFail('caller 0', 1)]).toEqual([false, true]);
  });
});
