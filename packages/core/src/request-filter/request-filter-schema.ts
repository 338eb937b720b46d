import * as z from 'zod';
import {
  CACHE_VALUES,
  FLAG_FIELDS,
  LONGEST_VALUE,
  MOST_TERMS,
  MOST_VALUES,
  NUMBER_FIELDS,
  STATUS_PATTERN,
  TEXT_FIELDS,
} from './request-filter.ts';

const values = (value: z.ZodType<string>) => z.array(value).min(1).max(MOST_VALUES);
const text = z
  .string()
  .min(1)
  .max(LONGEST_VALUE)
  .refine((value) => value.isWellFormed() && !value.includes('\0'), 'Remove the control characters.');

/** A filter as it comes from outside. */
export const requestFilterSchema = z
  .array(
    z.union([
      z.strictObject({
        kind: z.literal('text'),
        field: z.literal('status'),
        isNot: z.boolean(),
        values: values(z.string().regex(STATUS_PATTERN)),
      }),
      z.strictObject({ kind: z.literal('text'), field: z.literal('cache'), isNot: z.boolean(), values: values(z.enum(CACHE_VALUES)) }),
      z.strictObject({
        kind: z.literal('text'),
        field: z.enum(TEXT_FIELDS).exclude(['cache']),
        isNot: z.boolean(),
        values: values(text),
      }),
      z.strictObject({ kind: z.literal('flag'), field: z.enum(FLAG_FIELDS), is: z.boolean() }),
      z.strictObject({
        kind: z.literal('number'),
        field: z.enum(NUMBER_FIELDS),
        comparison: z.enum(['>', '<']),
        value: z.string().regex(/^\d{1,10}(?:\.\d{1,12})?$/),
      }),
    ]),
  )
  .max(MOST_TERMS);
