import { describe, expect, test } from 'vitest';
import { parseRangeText } from './parse-range-text.ts';
import { resolveRange } from './range.ts';

/** A Wednesday. */
const NOW = Date.parse('2026-05-13T10:20:00Z');
const read = (text: string): string | null => {
  const choice = parseRangeText(text, 'UTC', NOW);
  if (choice === null) return null;
  return choice.preset === 'custom' ? `${choice.from} ${choice.to}` : choice.preset;
};

describe('parseRangeText', () => {
  test.each([
    ['last 3 weeks', '3w'],
    ['Past 90 minutes', '90m'],
    ['12h', '12h'],
    ['45 d', '45d'],
    ['last hour', '1h'],
    ['today', '1d'],
    ['MTD', 'month'],
    ['last month', 'last-month'],
    ['quarter to date', 'quarter'],
  ])('%s is %s and moves with the clock', (text, expected) => expect(read(text)).toBe(expected));

  test.each([
    ['yesterday', '2026-05-12 2026-05-12'],
    ['last week', '2026-05-04 2026-05-10'],
    ['this week', '2026-05-11 2026-05-13'],
    ['last quarter', '2026-01-01 2026-03-31'],
    ['last 2 months', '2026-03-14 2026-05-13'],
    ['ytd', '2026-01-01 2026-05-13'],
    ['march', '2026-03-01 2026-03-31'],
    ['December', '2025-12-01 2025-12-31'],
    ['feb 2024', '2024-02-01 2024-02-29'],
    ['2026-02', '2026-02-01 2026-02-28'],
    ['Q1', '2026-01-01 2026-03-31'],
    ['q4 2025', '2025-10-01 2025-12-31'],
    ['1–15 mar', '2026-03-01 2026-03-15'],
    ['28 dec - 4 jan', '2025-12-28 2026-01-04'],
    ['12 mar 2026', '2026-03-12 2026-03-12'],
    ['since monday', '2026-05-11 2026-05-13'],
    ['since 1 may', '2026-05-01 2026-05-13'],
    ['2026-03-01 to 2026-03-15', '2026-03-01 2026-03-15'],
    ['from mar 1 until mar 15', '2026-03-01 2026-03-15'],
    ['12 mar 10:00 to 11:30', '2026-03-12T10:00 2026-03-12T11:30'],
    ['today 9am - 10:15', '2026-05-13T09:00 2026-05-13T10:15'],
    ['2026-05-12 22:00 to 2026-05-13 02:00', '2026-05-12T22:00 2026-05-13T02:00'],
  ])('%s is %s', (text, expected) => expect(read(text)).toBe(expected));

  test.each([
    '',
    'soon',
    'last 0 days',
    'last 9999999 days',
    '500d',
    '31 feb',
    '15 mar to 1 mar',
    'today 11:00 to 10:00',
    'a'.repeat(5000),
    '1 to 2 to 3',
    '25:00 - 26:00',
    '<script>alert(1)</script>',
    '2020-01-01 to 2026-01-01',
  ])('%j says nothing', (text) => expect(read(text)).toBeNull());

  test('whatever it understands is a span of time', () => {
    const words = ['last', '3', 'weeks', 'today', 'mar', '12', '10:00', '-', 'to', '2026', 'q2', 'since', 'month', '9am'];
    for (const first of words) {
      for (const second of words) {
        for (const third of words) {
          const choice = parseRangeText(`${first} ${second} ${third}`, 'Europe/Berlin', NOW);
          if (choice === null) continue;
          const { fromMs, toMs } = resolveRange(choice, 'Europe/Berlin', NOW);
          expect(fromMs, `${first} ${second} ${third}`).toBeLessThan(toMs);
        }
      }
    }
  });
});
