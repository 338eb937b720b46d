import { describe, expect, test } from 'vitest';
import { chooseBucket } from './bucket.ts';
import { comparisonRange } from './comparison.ts';
import { customRangeProblem, isRangePreset, previousRange, type Range, type RangeChoice, type RangePreset, resolveRange } from './range.ts';

const preset = (name: RangePreset): RangeChoice => ({ preset: name, from: null, to: null });
const custom = (from: string, to: string): RangeChoice => ({ preset: 'custom', from, to });
const text = (range: Range): string =>
  `${new Date(range.fromMs).toISOString().slice(0, 16)} ${new Date(range.toMs).toISOString().slice(0, 16)}`;
const at = (iso: string): number => Date.parse(iso);
const hours = (range: Range): number => (range.toMs - range.fromMs) / 3_600_000;

describe('resolveRange', () => {
  test('7 days over the start of summer time are 167 hours', () => {
    const range = resolveRange(preset('7d'), 'Europe/Berlin', at('2026-03-31T10:00:00Z'));
    expect(text(range)).toBe('2026-03-24T23:00 2026-03-31T22:00');
    expect(hours(range)).toBe(167);
  });

  test('7 days over the end of summer time are 169 hours', () => {
    expect(hours(resolveRange(preset('7d'), 'America/New_York', at('2026-11-03T10:00:00Z')))).toBe(169);
  });

  test('24 hours are the running wall-clock hour and the 23 before it', () => {
    expect(text(resolveRange(preset('24h'), 'UTC', at('2026-05-05T10:20:00Z')))).toBe('2026-05-04T11:00 2026-05-05T11:00');
    expect(text(resolveRange(preset('24h'), 'Asia/Kolkata', at('2026-05-05T10:20:00Z')))).toBe('2026-05-04T10:30 2026-05-05T10:30');
  });

  test('this month begins at its first midnight in the zone, not in UTC', () => {
    expect(text(resolveRange(preset('month'), 'Asia/Tokyo', at('2026-04-30T16:00:00Z')))).toBe('2026-04-30T15:00 2026-05-01T15:00');
    expect(text(resolveRange(preset('month'), 'America/Los_Angeles', at('2026-05-01T02:00:00Z')))).toBe(
      '2026-04-01T07:00 2026-05-01T07:00',
    );
  });

  test('last month is whole, also in January', () => {
    expect(text(resolveRange(preset('last-month'), 'UTC', at('2026-01-15T00:00:00Z')))).toBe('2025-12-01T00:00 2026-01-01T00:00');
  });

  test('minutes are the running one and those before it', () => {
    expect(text(resolveRange(preset('15m'), 'UTC', at('2026-05-05T10:20:30Z')))).toBe('2026-05-05T10:06 2026-05-05T10:21');
    expect(text(resolveRange(preset('6h'), 'Asia/Kathmandu', at('2026-05-05T10:20:00Z')))).toBe('2026-05-05T04:30 2026-05-05T10:30');
  });

  test('three weeks are 21 days of the calendar, a quarter begins with its first month', () => {
    expect(text(resolveRange(preset('3w'), 'UTC', at('2026-05-21T10:00:00Z')))).toBe('2026-05-01T00:00 2026-05-22T00:00');
    expect(text(resolveRange(preset('quarter'), 'UTC', at('2026-05-21T10:00:00Z')))).toBe('2026-04-01T00:00 2026-05-22T00:00');
  });

  test('a custom range with times ends when its last moment begins', () => {
    expect(text(resolveRange(custom('2026-03-01T10:30', '2026-03-02T08:00'), 'Europe/Berlin', 0))).toBe(
      '2026-03-01T09:30 2026-03-02T07:00',
    );
    expect(text(resolveRange(custom('2026-03-29T01:30', '2026-03-29T03:30'), 'Europe/Berlin', 0))).toBe(
      '2026-03-29T00:30 2026-03-29T01:30',
    );
  });

  test('a custom range includes both of its days', () => {
    expect(text(resolveRange(custom('2026-03-29', '2026-03-29'), 'Europe/Berlin', 0))).toBe('2026-03-28T23:00 2026-03-29T22:00');
  });

  test('a custom range that cannot be used falls back to 30 days', () => {
    const now = at('2026-05-05T10:20:00Z');
    expect(resolveRange(custom('2026-03-29', '2026-03-01'), 'UTC', now)).toEqual(resolveRange(preset('30d'), 'UTC', now));
  });
});

describe('previousRange', () => {
  test('compares the days so far with as many before, up to the same time of day', () => {
    expect(text(previousRange(preset('7d'), 'UTC', at('2026-05-10T10:07:00Z')))).toBe('2026-04-27T00:00 2026-05-03T10:15');
  });

  test('keeps the wall clock over a change to summer time', () => {
    expect(text(previousRange(preset('7d'), 'Europe/Berlin', at('2026-03-31T10:00:00Z')))).toBe('2026-03-17T23:00 2026-03-24T11:00');
  });

  test('compares a month so far with the same part of the month before', () => {
    expect(text(previousRange(preset('month'), 'UTC', at('2026-05-10T12:00:00Z')))).toBe('2026-04-01T00:00 2026-04-10T12:00');
  });

  test('on the 31st compares with a shorter month up to its last day', () => {
    const range = previousRange(preset('month'), 'UTC', at('2026-03-31T12:00:00Z'));
    expect(text(range)).toBe('2026-02-01T00:00 2026-02-28T12:00');
  });

  test('compares last month with the one before it', () => {
    expect(text(previousRange(preset('last-month'), 'UTC', at('2026-03-10T12:00:00Z')))).toBe('2026-01-01T00:00 2026-02-01T00:00');
  });

  test('compares a past custom range with as many days right before it', () => {
    expect(text(previousRange(custom('2026-03-11', '2026-03-20'), 'UTC', at('2026-05-01T00:00:00Z')))).toBe(
      '2026-03-01T00:00 2026-03-11T00:00',
    );
  });

  test('compares 24 hours with the 24 before, up to the same minute', () => {
    expect(text(previousRange(preset('24h'), 'UTC', at('2026-05-05T10:20:00Z')))).toBe('2026-05-03T11:00 2026-05-04T10:30');
  });
});

describe('comparisonRange', () => {
  test('holds the same days of last month or last year against the part that has passed', () => {
    expect(text(comparisonRange(preset('7d'), 'month', 'UTC', at('2026-05-10T10:07:00Z')))).toBe('2026-04-04T00:00 2026-04-10T10:15');
    expect(text(comparisonRange(custom('2026-03-01', '2026-03-31'), 'year', 'UTC', at('2026-05-10T00:00:00Z')))).toBe(
      '2025-03-01T00:00 2025-04-01T00:00',
    );
  });

  test('a quarter so far is held against the same part of the quarter before', () => {
    expect(text(comparisonRange(preset('quarter'), 'previous', 'UTC', at('2026-05-10T12:00:00Z')))).toBe(
      '2026-01-01T00:00 2026-02-10T12:00',
    );
  });

  test('minutes are held against the minutes right before them', () => {
    expect(text(comparisonRange(preset('15m'), 'previous', 'UTC', at('2026-05-05T10:20:30Z')))).toBe('2026-05-05T09:51 2026-05-05T10:06');
  });
});

test('a range of the URL is a known name or reaches back 400 days at most', () => {
  expect(['15m', '3w', '400d', 'quarter', 'custom'].every(isRangePreset)).toBe(true);
  expect(['', '0d', '401d', '58w', '1y', '-1d', '1e3d', 'constructor', '07d'].some(isRangePreset)).toBe(false);
});

test('a custom range says what is wrong with it', () => {
  expect(customRangeProblem('2026-03-01', '2026-03-31')).toBeNull();
  expect(customRangeProblem(null, '2026-03-31')).toBe('Choose the first day.');
  expect(customRangeProblem('2026-03-31', '2026-03-01')).toBe('The last day is before the first.');
  expect(customRangeProblem('2026-03-01T10:00', '2026-03-01T10:00')).toBe('The end is not after the beginning.');
  expect(customRangeProblem('2026-03-01T25:00', '2026-03-02')).toBe('Choose the first day.');
  expect(customRangeProblem('2020-01-01', '2026-03-01')).toContain('At most 400 days');
});

test('a bucket that does not suit the range gives way to one that does', () => {
  const days = (count: number): Range => ({ fromMs: 0, toMs: count * 86_400_000 });
  expect(chooseBucket(days(1), 'month')).toBe('hour');
  expect(chooseBucket(days(0.01), 'day')).toBe('quarter');
  expect(chooseBucket(days(0.25), null)).toBe('quarter');
  expect(chooseBucket(days(1), 'quarter')).toBe('quarter');
  expect(chooseBucket(days(7), null)).toBe('day');
  expect(chooseBucket(days(7), 'hour')).toBe('hour');
  expect(chooseBucket(days(30), 'hour')).toBe('day');
  expect(chooseBucket(days(30), 'week')).toBe('week');
  expect(chooseBucket(days(400), null)).toBe('week');
  expect(chooseBucket(days(400), 'month')).toBe('month');
});
