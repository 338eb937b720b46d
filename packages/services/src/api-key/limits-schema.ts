import { budgetPeriodSchema } from '@tollgate/core/budget/period';
import { picoFromUsd } from '@tollgate/core/money/pico-usd';
import * as z from 'zod';
import { instantSchema } from '../access/instant-schema.ts';
import { ServiceError } from '../errors.ts';

/** Requests per minute; `null` removes the limit. */
export const rpmSchema = z.number().int().min(1).max(10_000_000).nullable().optional();

/** A decimal amount of dollars above 0 and at most nine million, which is as far as counters are exact. */
export const budgetAmountSchema = z
  .string()
  .regex(/^\s*\d{1,7}(\.\d{1,9})?\s*$/, 'Enter an amount in dollars such as 50 or 12.50.')
  .refine((text) => Number(text) > 0 && Number(text) <= 9_000_000, 'Enter an amount above 0 and at most 9000000 dollars.');

/** `null` removes the budget. */
export const budgetUsdSchema = budgetAmountSchema.nullable().optional();

export const budgetPerSchema = budgetPeriodSchema.optional();

/** An instant with its zone; `null`: never. */
export const expiresAtSchema = instantSchema.nullable().optional();

export type GivenLimits = {
  rpm?: number | null | undefined;
  budgetUsd?: string | null | undefined;
  budgetPer?: z.infer<typeof budgetPerSchema>;
  expiresAt?: string | null | undefined;
};

/** The columns that given limits change. A budget without a period is a month's, or what the key has. Throws `invalid` for an expiry in the past. */
export function limitColumns(given: GivenLimits, current: { budgetPico: unknown; budgetPer: string | null }, nowMs: number) {
  const expiresAt = given.expiresAt == null ? given.expiresAt : new Date(given.expiresAt);
  if (expiresAt != null && expiresAt.getTime() <= nowMs)
    throw new ServiceError('invalid', 'Choose an expiry in the future, or revoke the key instead.', { field: 'expiresAt' });
  if (given.budgetPer !== undefined && (given.budgetUsd === null || (given.budgetUsd === undefined && current.budgetPico === null))) {
    throw new ServiceError('invalid', 'Enter the amount of the budget too.', { field: 'budgetUsd' });
  }
  return {
    ...(given.rpm === undefined ? {} : { rpm: given.rpm }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(given.budgetUsd === null ? { budgetPico: null, budgetPer: null } : {}),
    ...(typeof given.budgetUsd === 'string'
      ? { budgetPico: picoFromUsd(given.budgetUsd).toString(), budgetPer: given.budgetPer ?? current.budgetPer ?? 'month' }
      : given.budgetPer === undefined
        ? {}
        : { budgetPer: given.budgetPer }),
  };
}
