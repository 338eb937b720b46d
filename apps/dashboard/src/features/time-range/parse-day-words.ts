import { addDays, type CalendarDay, daysBetween, parseDay } from './zone.ts';
import type { WallMoment } from './wall-moment.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
export const MONTH_WORD = `(${MONTHS.join('|')})[a-z]*\\.?`;

/** 1 to 12 for a word that begins like a month. */
export function monthOf(word: string): number {
  return MONTHS.indexOf(word.slice(0, 3)) + 1;
}

export function weekdayOf(day: CalendarDay): number {
  return new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay();
}

/** A day in words with or without a time: `today`, `12 mar`, `mar 12 2026`, `2026-03-12 10:30`, `monday 9am`. A day without a year is the latest one. */
export function parseMomentWords(text: string, today: CalendarDay): WallMoment | null {
  const match = /^(.*?)(?:(?:^|\s+|t)(?:at )?(\d{1,2}(?::\d{2})?\s?(?:am|pm)|\d{1,2}:\d{2}))?$/.exec(text);
  const day = parseDayWords(match?.[1]?.trim() ?? '', today);
  if (day === null) return null;
  const minute = match?.[2] === undefined ? null : parseTime(match[2]);
  return match?.[2] !== undefined && minute === null ? null : { day, minute };
}

/** Minutes since midnight: `10:30`, `9am`, `12:15 pm`. */
export function parseTime(text: string): number | null {
  const match = /^(\d{1,2})(?::(\d{2}))?\s?(am|pm)?$/.exec(text);
  if (!match || (match[2] === undefined && match[3] === undefined)) return null;
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (match[3] !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (match[3] === 'pm' ? 12 : 0);
  }
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}

function parseDayWords(text: string, today: CalendarDay): CalendarDay | null {
  if (text === 'today' || text === '') return today;
  if (text === 'yesterday') return addDays(today, -1);
  const weekday = /^(sun|mon|tue|wed|thu|fri|sat)[a-z]*$/.exec(text);
  if (weekday) return addDays(today, -((weekdayOf(today) - WEEKDAYS.indexOf(weekday[1] ?? '') + 7) % 7));
  const iso = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseDay(text) : null;
  if (iso !== null) return iso;
  const dayFirst = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?\\.? ${MONTH_WORD}(?:,? (\\d{4}))?$`).exec(text);
  const monthFirst = new RegExp(`^${MONTH_WORD} (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?$`).exec(text);
  if (dayFirst) return dayOf(Number(dayFirst[1]), monthOf(dayFirst[2] ?? ''), dayFirst[3], today);
  if (monthFirst) return dayOf(Number(monthFirst[2]), monthOf(monthFirst[1] ?? ''), monthFirst[3], today);
  return null;
}

function dayOf(day: number, month: number, year: string | undefined, today: CalendarDay): CalendarDay | null {
  const inYear = (of: number): CalendarDay | null => parseDay(`${of}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
  if (year !== undefined) return inYear(Number(year));
  const thisYear = inYear(today.year);
  return thisYear !== null && daysBetween(today, thisYear) <= 0 ? thisYear : inYear(today.year - 1);
}
