import * as z from 'zod';
import { nameSchema } from '../access/name-schema.ts';

/** Callers write it before the slash of a model's name. */
export const credentialNameSchema = nameSchema
  .refine((name) => [...name].length <= 64, 'Shorten the name to at most 64 characters.')
  .refine((name) => !name.includes('/'), 'Remove the slash from the name: it separates the credential from the model.');

/** What goes into a header as it is. */
export const secretSchema = z
  .string()
  .trim()
  .min(1, 'Enter the API key.')
  .max(4096, 'An API key has at most 4096 characters.')
  .regex(/^[!-~]*$/, 'An API key consists of printable ASCII characters without spaces.');

export const baseUrlSchema = z.string().max(2048, 'Shorten the base URL to at most 2048 characters.').nullable().optional();
