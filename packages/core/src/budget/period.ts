import * as z from 'zod';

/** How often a budget starts anew, on UTC boundaries; weeks start on Monday, `total` never starts anew. */
export const budgetPeriodSchema = z.enum(['day', 'week', 'month', 'total']);
export type BudgetPeriod = z.infer<typeof budgetPeriodSchema>;

const DAY_MS = 86_400_000;

/** The start of the period that holds `atMs`, in epoch milliseconds; 0 for `total`. */
export function periodStartMs(period: BudgetPeriod, atMs: number): number {
  const at = new Date(atMs);
  switch (period) {
    case 'day':
      return Math.floor(atMs / DAY_MS) * DAY_MS;
    case 'week':
      // 1970-01-01 was a Thursday: three days after a Monday.
      return Math.floor((atMs / DAY_MS + 3) / 7) * 7 * DAY_MS - 3 * DAY_MS;
    case 'month':
      return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
    case 'total':
      return 0;
  }
}

/** The first millisecond after the period that holds `atMs`; `null` for `total`. */
export function periodEndMs(period: BudgetPeriod, atMs: number): number | null {
  const start = periodStartMs(period, atMs);
  switch (period) {
    case 'day':
      return start + DAY_MS;
    case 'week':
      return start + 7 * DAY_MS;
    case 'month': {
      const at = new Date(start);
      return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1);
    }
    case 'total':
      return null;
  }
}
