import * as z from 'zod';

const EARLIEST_MS = Date.UTC(1970, 0, 1);
/** The last that has a year of four digits in every zone. */
export const LATEST_MS = Date.UTC(9999, 11, 30);

/** An instant with its zone that the database can hold. */
export const instantSchema = z.iso
  .datetime({ offset: true, error: 'Write an instant such as 2026-11-20T00:00:00Z.' })
  .refine(
    (text) => Date.parse(text) >= EARLIEST_MS && Date.parse(text) <= LATEST_MS,
    'Choose an instant after 1969 and before the year 9999 ends.',
  );
