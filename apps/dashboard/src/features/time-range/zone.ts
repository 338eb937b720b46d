/** A day of the calendar, without a zone. `month` is 1 to 12. */
export type CalendarDay = { year: number; month: number; day: number };

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether the browser knows this IANA name; offsets such as `+02:00` are refused because they have no calendar of their own. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/.test(name)) return false;
  try {
    formatFor(name);
    return true;
  } catch {
    return false;
  }
}

/** The day that a clock on the wall in `zone` shows at this instant (epoch milliseconds). */
export function calendarDay(zone: string, instantMs: number): CalendarDay {
  const wall = new Date(instantMs + offsetMs(zone, instantMs));
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
}

/** The minute of its day that a clock on the wall in `zone` shows at this instant (epoch milliseconds). */
export function minuteOfDay(zone: string, instantMs: number): number {
  const wall = new Date(instantMs + offsetMs(zone, instantMs));
  return wall.getUTCHours() * 60 + wall.getUTCMinutes();
}

/** The first instant of a calendar day in `zone`, in epoch milliseconds. */
export function startOfDay(zone: string, day: CalendarDay): number {
  return instantAt(zone, day, 0);
}

/**
 * When a clock on the wall in `zone` shows that minute of the day, in epoch milliseconds. Where the clock skips it that is the instant
 * after the gap; where it shows it twice, the earlier one.
 */
export function instantAt(zone: string, day: CalendarDay, minute: number): number {
  const wallMs = Date.UTC(day.year, day.month - 1, day.day, 0, minute);
  const before = offsetMs(zone, wallMs - DAY_MS);
  const after = offsetMs(zone, wallMs + DAY_MS);
  const candidates = [wallMs - before, wallMs - after].sort((left, right) => left - right);
  for (const instant of candidates) if (instant + offsetMs(zone, instant) === wallMs) return instant;
  return wallMs - before;
}

/** Moves by whole days of the calendar; months and years carry over. */
export function addDays(day: CalendarDay, count: number): CalendarDay {
  return fromUtc(Date.UTC(day.year, day.month - 1, day.day + count));
}

/** The same day `count` months away, or that month's last day where it is shorter. */
export function addMonths(day: CalendarDay, count: number): CalendarDay {
  const first = fromUtc(Date.UTC(day.year, day.month - 1 + count, 1));
  const last = new Date(Date.UTC(first.year, first.month, 0)).getUTCDate();
  return { ...first, day: Math.min(day.day, last) };
}

/** Whole days from one to the other. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return Math.round((Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) / DAY_MS);
}

/** Parses `2026-03-01`; `null` for anything that is not a day of the calendar. */
export function parseDay(text: string): CalendarDay | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const day = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return formatDay(fromUtc(Date.UTC(day.year, day.month - 1, day.day))) === text ? day : null;
}

export function formatDay(day: CalendarDay): string {
  return `${String(day.year).padStart(4, '0')}-${String(day.month).padStart(2, '0')}-${String(day.day).padStart(2, '0')}`;
}

/** How far the wall clock of `zone` is ahead of UTC at this instant, in milliseconds. */
function offsetMs(zone: string, instantMs: number): number {
  const parts: Record<string, number> = {};
  for (const part of formatFor(zone).formatToParts(instantMs)) if (part.type !== 'literal') parts[part.type] = Number(part.value);
  const wall = Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 1) - 1, parts['day'], parts['hour'], parts['minute'], parts['second']);
  return wall - Math.floor(instantMs / 1000) * 1000;
}

function fromUtc(ms: number): CalendarDay {
  const date = new Date(ms);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}
