import { addDays, addMonths, calendarDay, type CalendarDay, daysBetween, instantAt, startOfDay } from './zone.ts';
import { parseWallMoment } from './wall-moment.ts';

/** `15m`, `6h`, `30d`, `3w`: so many minutes, hours, calendar days or weeks up to now. */
type RelativeRange = `${number}${'m' | 'h' | 'd' | 'w'}`;
const NAMED_RANGES = ['month', 'last-month', 'quarter', 'custom'] as const;
export type RangePreset = (typeof NAMED_RANGES)[number] | RelativeRange;

/** Those that are offered by name. */
export const RANGE_PRESETS = [
  '15m',
  '1h',
  '6h',
  '24h',
  '7d',
  '30d',
  '90d',
  'month',
  'last-month',
  'quarter',
  'custom',
] as const satisfies readonly RangePreset[];

/**
 * What the URL says. `from` and `to` count for `custom` only: days (`2026-03-01`), both included, or moments of the wall clock
 * (`2026-03-01T10:30`), of which the last is excluded.
 */
export type RangeChoice = { preset: RangePreset; from: string | null; to: string | null };

/** Epoch milliseconds; `toMs` is excluded and may lie ahead of now. */
export type Range = { fromMs: number; toMs: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;
/** Thirteen months: a year and the month it is compared with. */
const MAX_DAYS = 400;
const MINUTES = { m: 1, h: 60, d: 1440, w: 10_080 } as const;
const UNIT_NAMES = { m: 'minute', h: 'hour', d: 'day', w: 'week' } as const;
type Unit = keyof typeof MINUTES;

/** Whether a text of the URL names a range; a relative one reaches back 400 days at most. */
export function isRangePreset(text: string): text is RangePreset {
  return (NAMED_RANGES as readonly string[]).includes(text) || parseRelative(text) !== null;
}

/** What a preset is called: `Last 24 hours`, `Month to date`. */
export function rangeName(preset: RangePreset): string {
  switch (preset) {
    case 'month':
      return 'Month to date';
    case 'last-month':
      return 'Last month';
    case 'quarter':
      return 'Quarter to date';
    case 'custom':
      return 'Custom';
    case '1d':
      return 'Today';
  }
  const relative = parseRelative(preset);
  if (relative === null) return preset;
  const unit = UNIT_NAMES[relative.unit];
  return relative.count === 1 ? `Last ${unit}` : `Last ${relative.count} ${unit}s`;
}

/**
 * The span of time that a choice means on the calendar of `zone`. "7 days" are today and the six calendar days before it, so that a
 * day is whole even when the clock changes; "24 hours" are the current hour and the 23 before it, "15 minutes" the current minute and
 * the 14 before it.
 */
export function resolveRange(choice: RangeChoice, zone: string, nowMs: number): Range {
  const today = calendarDay(zone, nowMs);
  const days = (from: CalendarDay, to: CalendarDay): Range => ({ fromMs: startOfDay(zone, from), toMs: startOfDay(zone, to) });
  switch (choice.preset) {
    case 'month':
      return days({ ...today, day: 1 }, addDays(today, 1));
    case 'last-month':
      return days(addMonths({ ...today, day: 1 }, -1), { ...today, day: 1 });
    case 'quarter':
      return days({ ...today, month: today.month - ((today.month - 1) % 3), day: 1 }, addDays(today, 1));
    case 'custom':
      return resolveCustom(choice, zone) ?? days(addDays(today, -29), addDays(today, 1));
  }
  const relative = parseRelative(choice.preset);
  if (relative === null) return days(addDays(today, -29), addDays(today, 1));
  const lengthMs = relative.count * MINUTES[relative.unit] * MINUTE_MS;
  if (relative.unit === 'd' || relative.unit === 'w') return days(addDays(today, 1 - lengthMs / DAY_MS), addDays(today, 1));
  const stepMs = lengthMs < 3 * HOUR_MS ? MINUTE_MS : lengthMs < DAY_MS ? QUARTER_MS : HOUR_MS;
  // Wall-clock hours of a zone with a half-hour offset do not begin on the hour of UTC.
  const toMs = nowMs - ((((nowMs - startOfDay(zone, today)) % stepMs) + stepMs) % stepMs) + stepMs;
  return { fromMs: toMs - lengthMs, toMs };
}

/**
 * The span right before a range, as long as the part of it that has passed, so that half a month is not held against a whole one. A
 * month or quarter is compared with the one before; anything else with the days or hours right before it.
 */
export function previousRange(choice: RangeChoice, zone: string, nowMs: number): Range {
  const range = resolveRange(choice, zone, nowMs);
  const from = calendarDay(zone, range.fromMs);
  if (choice.preset === 'last-month') return { fromMs: startOfDay(zone, addMonths(from, -1)), toMs: range.fromMs };
  if (choice.preset === 'month') return shiftRange(range, zone, nowMs, (day) => addMonths(day, -1));
  if (choice.preset === 'quarter') return shiftRange(range, zone, nowMs, (day) => addMonths(day, -3));
  if (isOfWholeDays(range, zone)) {
    const count = daysBetween(from, calendarDay(zone, range.toMs));
    return shiftRange(range, zone, nowMs, (day) => addDays(day, -count));
  }
  const lengthMs = range.toMs - range.fromMs;
  return { fromMs: range.fromMs - lengthMs, toMs: Math.max(passedTo(range, nowMs) - lengthMs, range.fromMs - lengthMs) };
}

/** The part of a range that has passed, moved to other days at the same times of the wall clock. */
export function shiftRange(range: Range, zone: string, nowMs: number, move: (day: CalendarDay) => CalendarDay): Range {
  const shift = (instantMs: number): number => {
    const day = calendarDay(zone, instantMs);
    const target = move(day);
    // A day of 25 hours has no counterpart for its last hour in one of 24.
    return Math.min(startOfDay(zone, target) + instantMs - startOfDay(zone, day), startOfDay(zone, addDays(target, 1)));
  };
  const fromMs = shift(range.fromMs);
  return { fromMs, toMs: Math.max(shift(passedTo(range, nowMs)), fromMs) };
}

/** Why a custom range cannot be used, as a sentence; `null` when it can. */
export function customRangeProblem(from: string | null, to: string | null): string | null {
  const first = parseWallMoment(from);
  const last = parseWallMoment(to);
  if (!first) return 'Choose the first day.';
  if (!last) return 'Choose the last day.';
  const count = daysBetween(first.day, last.day) + 1;
  if (count < 1) return 'The last day is before the first.';
  if (count === 1 && last.minute !== null && last.minute <= (first.minute ?? 0)) return 'The end is not after the beginning.';
  return count > MAX_DAYS ? `At most ${MAX_DAYS} days at once; this is ${count}.` : null;
}

function resolveCustom({ from, to }: RangeChoice, zone: string): Range | null {
  const first = parseWallMoment(from);
  const last = parseWallMoment(to);
  if (first === null || last === null || customRangeProblem(from, to) !== null) return null;
  const fromMs = instantAt(zone, first.day, first.minute ?? 0);
  const toMs = last.minute === null ? startOfDay(zone, addDays(last.day, 1)) : instantAt(zone, last.day, last.minute);
  return fromMs < toMs ? { fromMs, toMs } : null;
}

function parseRelative(text: string): { count: number; unit: Unit } | null {
  const match = /^([1-9]\d{0,5})([mhdw])$/.exec(text);
  if (!match) return null;
  const [count, unit] = [Number(match[1]), match[2] as Unit];
  return count * MINUTES[unit] <= MAX_DAYS * MINUTES.d ? { count, unit } : null;
}

function isOfWholeDays({ fromMs, toMs }: Range, zone: string): boolean {
  return [fromMs, toMs].every((instantMs) => startOfDay(zone, calendarDay(zone, instantMs)) === instantMs);
}

function passedTo(range: Range, nowMs: number): number {
  return Math.min(range.toMs, Math.ceil(nowMs / QUARTER_MS) * QUARTER_MS);
}
