import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BudgetPeriod, periodEndMs, periodStartMs } from './period.ts';

const instant = fc.integer({ min: Date.UTC(1970, 0, 5), max: Date.UTC(2100, 0, 1) });
const recurring = fc.constantFrom<BudgetPeriod>('day', 'week', 'month');

describe('periods', () => {
  it('hold the instant they were asked for, and every instant between their ends lies in the same one', () => {
    fc.assert(
      fc.property(recurring, instant, fc.nat(), (period, atMs, offset) => {
        const start = periodStartMs(period, atMs);
        const end = periodEndMs(period, atMs)!;
        expect(start <= atMs && atMs < end).toBe(true);
        expect(periodStartMs(period, start + (offset % (end - start)))).toBe(start);
      }),
    );
  });

  it('follow each other without gap or overlap', () => {
    fc.assert(
      fc.property(recurring, instant, (period, atMs) => {
        const end = periodEndMs(period, atMs)!;
        expect(periodStartMs(period, end)).toBe(end);
        expect(periodStartMs(period, end - 1)).toBe(periodStartMs(period, atMs));
      }),
    );
  });

  it('begin at midnight UTC: weeks on Monday, months on the first', () => {
    fc.assert(
      fc.property(instant, (atMs) => {
        for (const period of ['day', 'week', 'month'] as const)
          expect(new Date(periodStartMs(period, atMs)).toISOString()).toMatch(/T00:00:00\.000Z$/);
        expect(new Date(periodStartMs('week', atMs)).getUTCDay()).toBe(1);
        expect(new Date(periodStartMs('month', atMs)).getUTCDate()).toBe(1);
      }),
    );
  });

  it.each([
    ['month', '2024-02-29T23:59:59.999Z', '2024-02-01', '2024-03-01'],
    ['month', '2026-12-31T23:59:59.999Z', '2026-12-01', '2027-01-01'],
    ['month', '2026-11-01T00:00:00.000Z', '2026-11-01', '2026-12-01'],
    ['week', '2026-11-16T00:00:00.000Z', '2026-11-16', '2026-11-23'],
    ['week', '2026-11-15T23:59:59.999Z', '2026-11-09', '2026-11-16'],
    ['week', '2027-01-01T05:00:00.000Z', '2026-12-28', '2027-01-04'],
    ['day', '2026-03-29T01:30:00.000Z', '2026-03-29', '2026-03-30'],
  ] as const)('%s of %s runs from %s to %s', (period, at, start, end) => {
    expect(periodStartMs(period, Date.parse(at))).toBe(Date.parse(start));
    expect(periodEndMs(period, Date.parse(at))).toBe(Date.parse(end));
  });

  it('stay on UTC boundaries for instants written in any zone', () => {
    for (let offset = -12; offset <= 14; offset++) {
      const zone = `${offset < 0 ? '-' : '+'}${String(Math.abs(offset)).padStart(2, '0')}:00`;
      const local = Date.parse(`2026-11-01T00:00:00.000${zone}`);
      expect(periodStartMs('month', local)).toBe(Date.parse(offset > 0 ? '2026-10-01' : '2026-11-01'));
    }
  });

  it('never start anew when they are total', () => {
    fc.assert(fc.property(instant, (atMs) => void expect([periodStartMs('total', atMs), periodEndMs('total', atMs)]).toEqual([0, null])));
  });
});
