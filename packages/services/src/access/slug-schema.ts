import * as z from 'zod';

/** A part of addresses that somebody chooses: what `slugFromName` makes of names. */
export const slugSchema = z
  .string()
  .trim()
  .min(1, 'Enter a short name for addresses.')
  .max(48, 'Shorten it to at most 48 characters.')
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens between them.');
