import type { Bucket } from './bucket.ts';

const HOUR_MS = 3_600_000;
const LENGTHS_MS = { quarter: HOUR_MS / 4, hour: HOUR_MS } as const;

/** The whole name of a bucket, zone included where a time of day is shown. */
export function formatBucket(start: string, bucket: Bucket, zone: string): string {
  const date = new Date(start);
  switch (bucket) {
    case 'quarter':
    case 'hour': {
      const end = new Date(date.getTime() + LENGTHS_MS[bucket]);
      return `${inZone(date, zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })}, ${time(date, zone)}–${time(end, zone)} ${zoneName(date, zone)}`;
    }
    case 'day':
      return inZone(date, zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
    case 'week':
      return `Week of ${inZone(date, zone, { day: 'numeric', month: 'short', year: 'numeric' })}`;
    case 'month':
      return inZone(date, zone, { month: 'long', year: 'numeric' });
  }
}

/** The short name of a bucket for an axis; midnight shows the day that begins. */
export function formatTick(start: string, bucket: Bucket, zone: string): string {
  const date = new Date(start);
  if (bucket === 'month') return inZone(date, zone, { month: 'short', year: '2-digit' });
  const clock = time(date, zone);
  return bucket in LENGTHS_MS && clock !== '00:00' ? clock : inZone(date, zone, { day: 'numeric', month: 'short' });
}

/** The days a span touches, `22 Sep – 21 Oct`, or its hours when it is shorter than two days: `19 Nov 11:00 – 20 Nov 10:30`. */
export function formatSpan(range: { fromMs: number; toMs: number }, zone: string): string {
  const isShort = range.toMs - range.fromMs < 47 * HOUR_MS;
  const name = (ms: number): string => {
    const day = inZone(new Date(ms), zone, { day: 'numeric', month: 'short' });
    return isShort ? `${day} ${time(new Date(ms), zone)}` : day;
  };
  // The end is excluded, so a span that ends at midnight ends with the day before.
  const [from, to] = [name(range.fromMs), name(isShort ? range.toMs : range.toMs - 1)];
  return from === to ? from : `${from} – ${to}`;
}

/** A moment to the second, with its zone: `2 Mar 2026, 14:05:09 CET`. */
export function formatInstant(instant: string | number, zone: string): string {
  const date = new Date(instant);
  return `${inZone(date, zone, { day: 'numeric', month: 'short', year: 'numeric' })}, ${inZone(date, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })} ${zoneName(date, zone)}`;
}

/** A moment to the second without year and zone, for a column that names its zone: `2 Mar 14:05:09`. */
export function formatMoment(instant: string, zone: string): string {
  const date = new Date(instant);
  return `${inZone(date, zone, { day: 'numeric', month: 'short' })} ${inZone(date, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })}`;
}

/** Hours and minutes with the zone: `14:05 CET`. */
export function formatClock(instantMs: number, zone: string): string {
  const date = new Date(instantMs);
  return `${time(date, zone)} ${zoneName(date, zone)}`;
}

function time(date: Date, zone: string): string {
  return inZone(date, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** What the zone's clocks were called at that moment: `CET`, `BST`, `GMT+5:30`. */
export function zoneName(instant: Date | number, zone: string): string {
  const parts = formatFor(zone, { timeZoneName: 'short' }).formatToParts(instant);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

function inZone(date: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  return formatFor(zone, options).format(date);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times what using it does, and a chart asks for hundreds. */
function formatFor(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
    formats.set(key, format);
  }
  return format;
}
