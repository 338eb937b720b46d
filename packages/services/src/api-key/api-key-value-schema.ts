import * as z from 'zod';

/** A key that was issued elsewhere: whatever a header can carry unchanged, as long as it cannot be guessed. */
export const apiKeyValueSchema = z
  .string()
  .min(32, 'A key has at least 32 characters.')
  .max(512, 'A key has at most 512 characters.')
  .regex(/^[!-~]([ -~]*[!-~])?$/, 'A key consists of printable ASCII characters, without spaces at its ends.');
