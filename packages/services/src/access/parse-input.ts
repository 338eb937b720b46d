import type * as z from 'zod';
import { ServiceError } from '../errors.ts';

/** Parses a verb's input; throws `invalid` that names the field and what is wrong with it. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const message = issue?.message ?? 'Invalid input';
  throw new ServiceError('invalid', field === '' ? message : `${field}: ${message}`, field === '' ? {} : { field });
}
