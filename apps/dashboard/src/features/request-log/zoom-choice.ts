import type { RangeChoice } from '../time-range/range.ts';
import { formatDay, calendarDay, minuteOfDay } from '../time-range/zone.ts';

const MINUTE_MS = 60_000;

/** A range of the wall clock in `zone` that holds a span, to the minute. */
export function zoomChoice(zone: string, fromMs: number, toMs: number): RangeChoice {
  const from = Math.floor(fromMs / MINUTE_MS) * MINUTE_MS;
  const to = Math.max(Math.ceil(toMs / MINUTE_MS) * MINUTE_MS, from + MINUTE_MS);
  return { preset: 'custom', from: wallText(zone, from), to: wallText(zone, to) };
}

/** With its time also at midnight: a day alone would include the whole of it. */
function wallText(zone: string, instantMs: number): string {
  const minute = minuteOfDay(zone, instantMs);
  return `${formatDay(calendarDay(zone, instantMs))}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
