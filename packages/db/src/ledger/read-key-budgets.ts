import { budgetPeriodSchema, type BudgetPeriod } from '@tollgate/core/budget/period';
import type { Pool } from 'pg';

/** The period of each key that has a budget, by key id. Reaches across organisations: for the worker alone. */
export async function readKeyBudgets(
  pool: Pool,
  keyIds: readonly string[],
): Promise<Map<string, { organizationId: string; per: BudgetPeriod }>> {
  const { rows } = await pool.query<{ id: string; organization_id: string; budget_per: string }>(
    'SELECT id, organization_id, budget_per FROM api_keys WHERE id = ANY ($1) AND budget_pico IS NOT NULL AND budget_per IS NOT NULL',
    [keyIds],
  );
  return new Map(rows.map((row) => [row.id, { organizationId: row.organization_id, per: budgetPeriodSchema.parse(row.budget_per) }]));
}
