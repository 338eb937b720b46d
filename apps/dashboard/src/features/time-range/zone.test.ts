import { describe, expect, test } from 'vitest';
import { addDays, addMonths, calendarDay, daysBetween, formatDay, isZone, parseDay, startOfDay } from './zone.ts';

const iso = (ms: number): string => new Date(ms).toISOString();
const day = (text: string) => parseDay(text) ?? expect.fail(text);

describe('startOfDay', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z'],
    ['America/New_York', '2026-11-02', '2026-11-02T05:00:00.000Z'],
    ['Asia/Kolkata', '2026-06-01', '2026-05-31T18:30:00.000Z'],
    ['Pacific/Apia', '2026-06-01', '2026-05-31T11:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-06', '2026-04-05T13:30:00.000Z'],
    ['UTC', '2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('%s %s begins at %s', (zone, text, expected) => {
    expect(iso(startOfDay(zone, day(text)))).toBe(expected);
  });

  test('is the instant after the gap where the clock skips midnight', () => {
    expect(iso(startOfDay('America/Sao_Paulo', day('2018-11-04')))).toBe('2018-11-04T03:00:00.000Z');
  });

  test('is the earlier midnight where the clock shows it twice', () => {
    expect(iso(startOfDay('America/Havana', day('2026-11-01')))).toBe('2026-11-01T04:00:00.000Z');
  });

  test.each(['Europe/Berlin', 'America/St_Johns', 'Africa/Cairo', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'America/Havana'])(
    'every day of a year in %s begins on that day, a millisecond after the day before',
    (zone) => {
      for (let count = 0; count < 366; count += 1) {
        const today = addDays(day('2026-01-01'), count);
        const start = startOfDay(zone, today);
        expect(formatDay(calendarDay(zone, start))).toBe(formatDay(today));
        expect(formatDay(calendarDay(zone, start - 1))).toBe(formatDay(addDays(today, -1)));
      }
    },
  );
});

describe('calendar arithmetic', () => {
  test('clamps to the last day of a shorter month', () => {
    expect(formatDay(addMonths(day('2026-03-31'), -1))).toBe('2026-02-28');
    expect(formatDay(addMonths(day('2024-03-31'), -1))).toBe('2024-02-29');
    expect(formatDay(addMonths(day('2026-01-31'), -1))).toBe('2025-12-31');
  });

  test('counts days across a change of the clock', () => {
    expect(daysBetween(day('2026-03-28'), day('2026-03-31'))).toBe(3);
  });

  test.each(['2026-02-30', '2026-13-01', '2026-1-1', '', 'today', '2026-03-01T00:00'])('refuses %j as a day', (text) => {
    expect(parseDay(text)).toBeNull();
  });
});

test('accepts IANA names only', () => {
  expect(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+3'].every(isZone)).toBe(true);
  expect(['', '+02:00', 'Mars/Base', "UTC'; drop table", '../etc/passwd'].some(isZone)).toBe(false);
});
