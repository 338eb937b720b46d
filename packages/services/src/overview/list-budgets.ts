import { periodEndMs, periodStartMs, type BudgetPeriod } from '@tollgate/core/budget/period';
import { readKeySpendSince } from '@tollgate/db/ledger/read-key-spend-since';
import { readPeriodSpend } from '@tollgate/db/ledger/read-period-spend';
import { scopeTo } from '@tollgate/db/tenant-scope';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { keyBudget } from '../api-key/key-budget.ts';
import type { TenantContext } from '../context.ts';
import { projectBurn } from './project-burn.ts';

export const listBudgetsInput = z.strictObject({
  /** Absent: every project of the organisation. */
  projectIds: z.array(idSchema).max(1000).optional(),
});

export type BurningBudget = {
  keyId: string;
  name: string;
  project: { id: string; slug: string; name: string };
  budgetPico: bigint;
  spentPico: bigint;
  per: BudgetPeriod;
  /** ISO instant at which the budget starts anew; `null`: never. */
  renewsAt: string | null;
  /** What it would spend in a day if it went on as of late. */
  picoPerDay: bigint;
  /** ISO instant at which the budget is spent if it goes on as of late; `null` when it lasts until it starts anew. */
  runsOutAt: string | null;
};

export type BurningBudgets = { budgets: BurningBudget[]; /** Keys with a budget, those that are not listed included. */ count: number };

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;
/** Of late: long enough to hold a day's rhythm, but for a budget that is over before. */
const LOOK_BACK_MS: Record<BudgetPeriod, number> = { day: 3 * HOUR_MS, week: 24 * HOUR_MS, month: 24 * HOUR_MS, total: 24 * HOUR_MS };
const MOST = 6;

/** Keys with a budget: those that are spent or will be soonest first, then by the share that is gone. */
export async function listBudgets(context: TenantContext, input: z.input<typeof listBudgetsInput>): Promise<BurningBudgets> {
  requirePermission(context, 'spend:read');
  requirePermission(context, 'api_key:read');
  const { projectIds } = parseInput(listBudgetsInput, input);
  const { organizationId } = context;
  const { pool } = context.database;
  const now = context.clock();
  const rows = await scopeTo(context.database, organizationId).apiKey.findMany({
    where: {
      budgetPico: { not: null },
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date(now) } }],
      ...(projectIds === undefined ? {} : { projectId: { in: projectIds } }),
    },
    select: { id: true, name: true, budgetPico: true, budgetPer: true, project: { select: { id: true, slug: true, name: true } } },
  });
  const keys = rows.flatMap((row) => {
    const budget = keyBudget(row);
    return budget === null ? [] : [{ keyId: row.id, name: row.name, project: row.project, ...budget }];
  });
  const spent = await readPeriodSpend(
    pool,
    keys.map(({ keyId, per }) => ({ organizationId, keyId, fromMs: periodStartMs(per, now), toMs: periodEndMs(per, now) })),
  );
  const recent = new Map<string, bigint>();
  for (const lookBackMs of new Set(keys.map(({ per }) => LOOK_BACK_MS[per]))) {
    const keyIds = keys.filter(({ per }) => LOOK_BACK_MS[per] === lookBackMs).map(({ keyId }) => keyId);
    const sinceMs = Math.floor((now - lookBackMs) / QUARTER_MS) * QUARTER_MS;
    for (const [keyId, pico] of await readKeySpendSince(pool, organizationId, keyIds, sinceMs)) recent.set(keyId, pico);
  }
  const budgets = keys.map(({ keyId, name, project, pico, per }, index) => {
    const burn = projectBurn({
      budgetPico: pico,
      spentPico: spent[index] ?? 0n,
      recentPico: recent.get(keyId) ?? 0n,
      lookBackMs: LOOK_BACK_MS[per],
      endMs: periodEndMs(per, now),
      nowMs: now,
    });
    return {
      keyId,
      name,
      project,
      budgetPico: pico,
      spentPico: spent[index] ?? 0n,
      per,
      renewsAt: toInstant(periodEndMs(per, now)),
      picoPerDay: burn.picoPerDay,
      runsOutAt: toInstant(burn.runsOutMs),
    };
  });
  return { budgets: budgets.sort(soonestFirst).slice(0, MOST), count: keys.length };
}

function toInstant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function soonestFirst(one: BurningBudget, other: BurningBudget): number {
  if (one.runsOutAt !== other.runsOutAt) {
    if (one.runsOutAt === null) return 1;
    if (other.runsOutAt === null) return -1;
    return one.runsOutAt < other.runsOutAt ? -1 : 1;
  }
  // a/b against c/d without a division.
  const [left, right] = [one.spentPico * other.budgetPico, other.spentPico * one.budgetPico];
  return left === right ? (one.keyId < other.keyId ? -1 : 1) : left > right ? -1 : 1;
}
