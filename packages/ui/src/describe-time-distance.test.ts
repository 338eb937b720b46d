import { describe, expect, it } from 'vitest';
import { describeTimeDistance } from './describe-time-distance.ts';

const NOW = Date.UTC(2026, 0, 31);

describe('describeTimeDistance', () => {
  it.each([
    [-1000, 'just now'],
    [-59_000, '59 seconds ago'],
    [-60_000, '1 minute ago'],
    [-7_200_000, '2 hours ago'],
    [3 * 86_400_000, 'in 3 days'],
    [-86_400_000, 'yesterday'],
    [-400 * 86_400_000, 'last year'],
  ])('%s ms from now reads %s', (distance, text) => {
    expect(describeTimeDistance(NOW + distance, NOW)).toBe(text);
  });
});
