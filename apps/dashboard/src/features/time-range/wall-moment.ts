import { calendarDay, type CalendarDay, formatDay, minuteOfDay, parseDay } from './zone.ts';

/** A day of the calendar, and a minute of it when one is named. */
export type WallMoment = { day: CalendarDay; minute: number | null };

/** Parses `2026-03-01` or `2026-03-01T10:30`; `null` for anything else. */
export function parseWallMoment(text: string | null): WallMoment | null {
  if (text === null) return null;
  const day = parseDay(text.slice(0, 10));
  if (day === null) return null;
  if (text.length === 10) return { day, minute: null };
  const match = /^T([01]\d|2[0-3]):([0-5]\d)$/.exec(text.slice(10));
  return match ? { day, minute: Number(match[1]) * 60 + Number(match[2]) } : null;
}

export function formatWallMoment({ day, minute }: WallMoment): string {
  if (minute === null) return formatDay(day);
  return `${formatDay(day)}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** What a clock on the wall in `zone` shows at this instant (epoch milliseconds), to the minute; midnight is the day alone. */
export function wallMomentAt(zone: string, instantMs: number): WallMoment {
  const minute = minuteOfDay(zone, instantMs);
  return { day: calendarDay(zone, instantMs), minute: minute === 0 ? null : minute };
}
