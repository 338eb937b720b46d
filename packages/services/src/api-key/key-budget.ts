import { budgetPeriodSchema, type BudgetPeriod } from '@tollgate/core/budget/period';

/** A key's budget out of its row: both columns or none. Prisma gives NUMERIC as a decimal object, which is exact as text only. */
export function keyBudget(row: {
  budgetPico: { toFixed(): string } | null;
  budgetPer: string | null;
}): { pico: bigint; per: BudgetPeriod } | null {
  if (row.budgetPico === null || row.budgetPer === null) return null;
  return { pico: BigInt(row.budgetPico.toFixed()), per: budgetPeriodSchema.parse(row.budgetPer) };
}
