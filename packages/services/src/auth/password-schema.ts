import * as z from 'zod';

/** Length is what makes a password hard to guess; the upper bound is what makes hashing it cheap to refuse. */
export const passwordSchema = z.string().min(10, 'Use at least 10 characters.').max(128, 'Use at most 128 characters.');
