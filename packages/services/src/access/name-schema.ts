import * as z from 'zod';

/**
 * A name that a person gives. Markup, SQL, emoji and right-to-left text are plain data; what cannot be stored or shown on one line is
 * refused. Counted in code points, as people do.
 */
export const nameSchema = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .refine((name) => [...name].length <= 100, 'Shorten the name to at most 100 characters.')
  .refine((name) => name.isWellFormed() && !/\p{Cc}/u.test(name), 'Remove line breaks and control characters from the name.');
