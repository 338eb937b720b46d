import { customRangeProblem, isRangePreset, type RangeChoice } from './range.ts';
import { MONTH_WORD, monthOf, parseMomentWords, parseTime, weekdayOf } from './parse-day-words.ts';
import { formatWallMoment, type WallMoment } from './wall-moment.ts';
import { addDays, addMonths, calendarDay, type CalendarDay } from './zone.ts';

const UNITS: Record<string, 'm' | 'h' | 'd' | 'w' | 'month'> = {
  m: 'm',
  min: 'm',
  minute: 'm',
  h: 'h',
  hr: 'h',
  hour: 'h',
  d: 'd',
  day: 'd',
  w: 'w',
  week: 'w',
  month: 'month',
};
const RELATIVE = /^(?:(?:last|past) )?(\d{1,6}) ?(m|min|minute|h|hr|hour|d|day|w|week|month)s?$/;

/** What someone means who types "last 3 weeks", "yesterday", "1–15 mar" or "12 mar 10:00 to 11:30"; `null` when it says nothing. */
export function parseRangeText(typed: string, zone: string, nowMs: number): RangeChoice | null {
  const text = typed.toLowerCase().trim().replaceAll(/[–—]/g, '-').replaceAll(/\s+/g, ' ');
  if (text === '' || text.length > 100) return null;
  const today = calendarDay(zone, nowMs);
  const choice = parseNamed(text, today) ?? parseRelative(text, today) ?? parsePeriod(text, today) ?? parseSpan(text, today);
  if (choice === null) return null;
  return choice.preset === 'custom' && customRangeProblem(choice.from, choice.to) !== null ? null : choice;
}

function parseNamed(text: string, today: CalendarDay): RangeChoice | null {
  const monday = addDays(today, -((weekdayOf(today) + 6) % 7));
  const quarter = { ...today, month: today.month - ((today.month - 1) % 3), day: 1 };
  switch (text) {
    case 'today':
      return preset('1d');
    case 'yesterday':
      return days(addDays(today, -1), addDays(today, -1));
    case 'last hour':
      return preset('1h');
    case 'last day':
      return preset('24h');
    case 'this week':
    case 'week to date':
    case 'wtd':
      return days(monday, today);
    case 'last week':
      return days(addDays(monday, -7), addDays(monday, -1));
    case 'this month':
    case 'month to date':
    case 'mtd':
      return preset('month');
    case 'last month':
      return preset('last-month');
    case 'this quarter':
    case 'quarter to date':
    case 'qtd':
      return preset('quarter');
    case 'last quarter':
      return days(addMonths(quarter, -3), addDays(quarter, -1));
    case 'this year':
    case 'year to date':
    case 'ytd':
      return days({ year: today.year, month: 1, day: 1 }, today);
    default:
      return null;
  }
}

function parseRelative(text: string, today: CalendarDay): RangeChoice | null {
  const match = RELATIVE.exec(text);
  if (!match) return null;
  const count = Number(match[1]);
  const unit = UNITS[match[2] ?? ''] ?? 'd';
  if (unit === 'month') return count > 0 && count <= 13 ? days(addDays(addMonths(today, -count), 1), today) : null;
  const token = `${count}${unit}`;
  return isRangePreset(token) ? preset(token) : null;
}

/** A month, a quarter or some days of one month. */
function parsePeriod(text: string, today: CalendarDay): RangeChoice | null {
  const iso = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  if (iso) return months({ year: Number(iso[1]), month: Number(iso[2]), day: 1 }, 1);
  const month = new RegExp(`^${MONTH_WORD}(?: (\\d{4}))?$`).exec(text);
  if (month) return months(latest(monthOf(month[1] ?? ''), month[2], today), 1);
  const quarter = /^q([1-4])(?: (\d{4}))?$/.exec(text);
  if (quarter) return months(latest(Number(quarter[1]) * 3 - 2, quarter[2], today), 3);
  const within = new RegExp(`^(\\d{1,2}) ?- ?(\\d{1,2}) (${MONTH_WORD}(?: \\d{4})?)$`).exec(text);
  if (!within) return null;
  const from = parseMomentWords(`${within[1]} ${within[3]}`, today);
  const to = parseMomentWords(`${within[2]} ${within[3]}`, today);
  return from && to && custom(from, { ...to, day: { ...to.day, year: from.day.year } });
}

function parseSpan(text: string, today: CalendarDay): RangeChoice | null {
  const since = /^since (.+)$/.exec(text);
  if (since) {
    const from = parseMomentWords(since[1] ?? '', today);
    return from && custom(from, { day: today, minute: null });
  }
  const [first, last, ...others] = text.replace(/^(?:from|between) /, '').split(/ (?:to|until|till|and|-) |\.\.| ?- ?(?=\d{1,2}:\d{2}$)/);
  if (first === undefined || others.length > 0) return null;
  const from = parseMomentWords(first, today);
  if (from === null) return null;
  if (last === undefined) return from.minute === null ? custom(from, from) : null;
  const time = parseTime(last);
  const to = time === null ? parseMomentWords(last, today) : { day: from.day, minute: time };
  return to && custom(from, to);
}

function latest(month: number, year: string | undefined, today: CalendarDay): CalendarDay {
  return { year: year === undefined ? (month > today.month ? today.year - 1 : today.year) : Number(year), month, day: 1 };
}

function preset(name: RangeChoice['preset']): RangeChoice {
  return { preset: name, from: null, to: null };
}

function custom(from: WallMoment, to: WallMoment): RangeChoice {
  return { preset: 'custom', from: formatWallMoment(from), to: formatWallMoment(to) };
}

function days(from: CalendarDay, to: CalendarDay): RangeChoice {
  return custom({ day: from, minute: null }, { day: to, minute: null });
}

function months(first: CalendarDay, count: number): RangeChoice {
  return days(first, addDays(addMonths(first, count), -1));
}
