import { expect, test } from 'vitest';
import { formatBucket, formatClock, formatInstant, formatMoment, formatSpan, formatTick, zoneName } from './format-bucket.ts';

test('names an hour with its zone, also where the clock jumps', () => {
  expect(formatBucket('2026-03-29T00:00:00Z', 'hour', 'Europe/Berlin')).toBe('Sun, 29 Mar 2026, 01:00–03:00 CET');
  expect(formatBucket('2026-03-29T00:45:00Z', 'quarter', 'Europe/Berlin')).toBe('Sun, 29 Mar 2026, 01:45–03:00 CET');
  expect(formatBucket('2026-06-01T10:30:00Z', 'hour', 'Asia/Kolkata')).toBe('Mon, 1 Jun 2026, 16:00–17:00 GMT+5:30');
});

test('names days, weeks and months by the calendar of the zone', () => {
  expect(formatBucket('2026-02-28T15:00:00Z', 'day', 'Asia/Tokyo')).toBe('Sun, 1 Mar 2026');
  expect(formatBucket('2026-03-02T00:00:00Z', 'week', 'UTC')).toBe('Week of 2 Mar 2026');
  expect(formatBucket('2026-02-28T15:00:00Z', 'month', 'Asia/Tokyo')).toBe('March 2026');
});

test('an axis shows times, and the day at midnight', () => {
  expect(formatTick('2026-03-01T13:00:00Z', 'hour', 'UTC')).toBe('13:00');
  expect(formatTick('2026-03-01T13:45:00Z', 'quarter', 'UTC')).toBe('13:45');
  expect(formatTick('2026-03-01T00:00:00Z', 'hour', 'UTC')).toBe('1 Mar');
  expect(formatTick('2026-03-01T00:00:00Z', 'day', 'UTC')).toBe('1 Mar');
  expect(formatTick('2026-03-01T00:00:00Z', 'month', 'UTC')).toBe('Mar 26');
});

test('a moment carries its seconds and its zone', () => {
  expect(formatInstant('2026-07-01T12:00:09.123Z', 'Europe/London')).toBe('1 Jul 2026, 13:00:09 BST');
  expect(formatMoment('2026-07-01T12:00:09.123Z', 'Europe/London')).toBe('1 Jul 13:00:09');
  expect(zoneName(Date.parse('2026-07-01T12:00:00Z'), 'Europe/London')).toBe('BST');
  expect(formatClock(Date.parse('2026-07-01T12:00:09Z'), 'UTC')).toBe('12:00 UTC');
});

test('a span names its last day, not the midnight after it', () => {
  const span = (from: string, to: string) => formatSpan({ fromMs: Date.parse(from), toMs: Date.parse(to) }, 'UTC');
  expect(span('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z')).toBe('1 Oct – 31 Oct');
  expect(span('2026-10-01T00:00:00Z', '2026-10-04T10:15:00Z')).toBe('1 Oct – 4 Oct');
  expect(span('2026-11-18T11:00:00Z', '2026-11-19T10:30:00Z')).toBe('18 Nov 11:00 – 19 Nov 10:30');
});
