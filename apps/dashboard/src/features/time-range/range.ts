import { addDays, addMonths, calendarDay, type CalendarDay, daysBetween, parseDay, startOfDay } from './zone.ts';

export const RANGE_PRESETS = ['24h', '7d', '30d', 'month', 'last-month', 'custom'] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];

export const RANGE_LABELS: Record<RangePreset, string> = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  month: 'This month',
  'last-month': 'Last month',
  custom: 'Custom',
};

/** What the URL says. `from` and `to` are days (`2026-03-01`), both included, and count for `custom` only. */
export type RangeChoice = { preset: RangePreset; from: string | null; to: string | null };

/** Epoch milliseconds; `toMs` is excluded and may lie ahead of now. */
export type Range = { fromMs: number; toMs: number };

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;
/** Thirteen months: a year and the month it is compared with. */
const MAX_CUSTOM_DAYS = 400;

/**
 * The span of time that a choice means on the calendar of `zone`. "7 days" are today and the six calendar days before it, so that a
 * day is whole even when the clock changes; "24 hours" are the current hour and the 23 before it.
 */
export function resolveRange(choice: RangeChoice, zone: string, nowMs: number): Range {
  const today = calendarDay(zone, nowMs);
  const days = (from: CalendarDay, to: CalendarDay): Range => ({ fromMs: startOfDay(zone, from), toMs: startOfDay(zone, to) });
  switch (choice.preset) {
    case '24h': {
      // Wall-clock hours of a zone with a half-hour offset do not begin on the hour of UTC.
      const hourStart = nowMs - ((((nowMs - startOfDay(zone, today)) % HOUR_MS) + HOUR_MS) % HOUR_MS);
      return { fromMs: hourStart - 23 * HOUR_MS, toMs: hourStart + HOUR_MS };
    }
    case '7d':
      return days(addDays(today, -6), addDays(today, 1));
    case '30d':
      return days(addDays(today, -29), addDays(today, 1));
    case 'month':
      return days({ ...today, day: 1 }, addDays(today, 1));
    case 'last-month':
      return days(addMonths({ ...today, day: 1 }, -1), { ...today, day: 1 });
    case 'custom': {
      const custom = customDays(choice);
      return custom ? days(custom.from, addDays(custom.to, 1)) : days(addDays(today, -29), addDays(today, 1));
    }
  }
}

/**
 * The span that a range is compared with: as long as the part of it that has passed, so that half a month is not held against a
 * whole one. A month is compared with the one before; anything else with the days right before it.
 */
export function previousRange(choice: RangeChoice, zone: string, nowMs: number): Range {
  const range = resolveRange(choice, zone, nowMs);
  const passedToMs = Math.min(range.toMs, Math.ceil(nowMs / QUARTER_MS) * QUARTER_MS);
  if (choice.preset === '24h') return { fromMs: range.fromMs - 24 * HOUR_MS, toMs: passedToMs - 24 * HOUR_MS };
  const from = calendarDay(zone, range.fromMs);
  const shift = (instantMs: number): number => {
    const day = calendarDay(zone, instantMs);
    const sinceMidnight = instantMs - startOfDay(zone, day);
    const target = choice.preset === 'month' ? addMonths(day, -1) : addDays(day, -daysBetween(from, calendarDay(zone, range.toMs)));
    // A day of 25 hours has no counterpart for its last hour in one of 24.
    return Math.min(startOfDay(zone, target) + sinceMidnight, startOfDay(zone, addDays(target, 1)));
  };
  if (choice.preset === 'last-month') return { fromMs: startOfDay(zone, addMonths(from, -1)), toMs: range.fromMs };
  const previous = { fromMs: shift(range.fromMs), toMs: shift(passedToMs) };
  return { fromMs: previous.fromMs, toMs: Math.max(previous.toMs, previous.fromMs) };
}

/** Why a custom range cannot be used, as a sentence; `null` when it can. */
export function customRangeProblem(from: string | null, to: string | null): string | null {
  const first = from === null ? null : parseDay(from);
  const last = to === null ? null : parseDay(to);
  if (!first) return 'Choose the first day.';
  if (!last) return 'Choose the last day.';
  const count = daysBetween(first, last) + 1;
  if (count < 1) return 'The last day is before the first.';
  return count > MAX_CUSTOM_DAYS ? `At most ${MAX_CUSTOM_DAYS} days at once; this is ${count}.` : null;
}

function customDays(choice: RangeChoice): { from: CalendarDay; to: CalendarDay } | null {
  if (customRangeProblem(choice.from, choice.to) !== null) return null;
  const from = parseDay(choice.from ?? '');
  const to = parseDay(choice.to ?? '');
  return from && to ? { from, to } : null;
}
