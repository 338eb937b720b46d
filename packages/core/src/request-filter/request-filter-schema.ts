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

const valueSchema = z
  .string()
  .min(1)
  .max(LONGEST_VALUE)
  .refine((value) => value.isWellFormed() && !value.includes('\0'), 'Remove the control characters.');

const textSchema = z
  .strictObject({
    kind: z.literal('text'),
    field: z.enum(['status', ...TEXT_FIELDS]),
    isNot: z.boolean(),
    values: z.array(valueSchema).min(1).max(MOST_VALUES),
  })
  .refine(({ field, values }) => field !== 'status' || values.every((value) => STATUS_PATTERN.test(value)), 'This is no status.')
  .refine(
    ({ field, values }) => field !== 'cache' || values.every((value) => (CACHE_VALUES as readonly string[]).includes(value)),
    'This is no answer of a cache.',
  );

const numberSchema = z
  .strictObject({
    kind: z.literal('number'),
    field: z.enum(NUMBER_FIELDS),
    comparison: z.enum(['>', '<']),
    value: z.string().regex(/^\d{1,10}(?:\.\d{1,12})?$/),
  })
  .refine(({ field, value }) => field === 'cost' || !value.includes('.'), 'This is a whole number.');

/** A filter as it comes from outside. */
export const requestFilterSchema = z
  .array(z.union([textSchema, z.strictObject({ kind: z.literal('flag'), field: z.enum(FLAG_FIELDS), is: z.boolean() }), numberSchema]))
  .max(MOST_TERMS);
