import * as z from 'zod';
import { nameSchema } from '../access/name-schema.ts';

/** Callers write it before the slash of a model's name. */
export const credentialNameSchema = nameSchema
  .refine((name) => [...name].length <= 64, 'Shorten the name to at most 64 characters.')
  .refine((name) => !name.includes('/'), 'Remove the slash from the name: it separates the credential from the model.');

/** What goes into a header as it is; or the JSON of a service account, kept on one line. */
export const secretSchema = z
  .string()
  .trim()
  .min(1, 'Enter the API key.')
  .max(8192, 'An API key has at most 8192 characters.')
  .transform((text) => (text.startsWith('{') ? onOneLine(text) : text))
  .refine(
    (text) => /^[!-~]*$/.test(text) || text.startsWith('{"'),
    'An API key consists of printable ASCII characters without spaces; the key of a service account is the whole JSON file.',
  );

function onOneLine(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Plain texts by name; which ones a provider takes is checked with the provider known. */
const settingSchema = z.string().trim().min(1).max(2048);
export const settingsSchema = z.record(z.string().max(64), settingSchema).optional();
export const settingChangesSchema = z.record(z.string().max(64), settingSchema.nullable()).optional();

export const baseUrlSchema = z.string().max(2048, 'Shorten the base URL to at most 2048 characters.').nullable().optional();
