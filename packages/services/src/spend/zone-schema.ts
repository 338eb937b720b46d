import * as z from 'zod';

/** A time zone by its IANA name. Offsets such as `+05:30` are refused: SQL would read their sign the other way round. */
export const zoneSchema = z
  .string()
  .max(64)
  .refine(
    (zone) => /^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone) && isKnownZone(zone),
    'Name a time zone as IANA does, such as Europe/Berlin or UTC.',
  );

function isKnownZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
