import * as z from 'zod';

const FORBIDDEN = /[\s\p{Cc}\p{Cf}"'`,;:<>()[\]\\]/u;

/**
 * An e-mail address, lower-cased. Narrower than the standard on purpose: quotes, commas, brackets and white space are legal there and
 * have each split one address into two somewhere.
 */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'Shorten the address to at most 254 characters.')
  .refine(
    (email) => /^[^@]{1,64}@[^@.]+(\.[^@.]+)*$/.test(email) && email.isWellFormed() && !FORBIDDEN.test(email),
    'Enter an e-mail address such as you@example.com.',
  );
