import { periodEndMs, periodStartMs, type BudgetPeriod } from '@tollgate/core/budget/period';
import { usdFromPico } from '@tollgate/core/money/pico-usd';
import { readPeriodSpend } from '@tollgate/db/ledger/read-period-spend';
import { scopeTo } from '@tollgate/db/tenant-scope';
import { LAST_USED_KEY } from '@tollgate/redis/keys';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { findProject } from '../project/find-project.ts';
import { apiKeyStatus, type ApiKeyStatus } from './api-key-status.ts';
import { keyBudget } from './key-budget.ts';

export const listApiKeysInput = z.strictObject({ projectId: idSchema });

export type ApiKeyView = {
  id: string;
  name: string;
  hint: string;
  status: ApiKeyStatus;
  /** ISO instants, here and below. */
  createdAt: string;
  /** The name of who made the key; `null` when configuration did. */
  createdBy: string | null;
  /** Whether they have left the organisation since. */
  isOrphaned: boolean;
  expiresAt: string | null;
  lastUsedAt: string | null;
  rpm: number | null;
  /** Decimal dollars; spent in the current period, as the ledger has it. */
  budget: { usd: string; per: BudgetPeriod; spentUsd: string } | null;
  rotatedToId: string | null;
};

/** A project's keys, newest first. */
export async function listApiKeys(context: TenantContext, input: z.input<typeof listApiKeysInput>): Promise<ApiKeyView[]> {
  requirePermission(context, 'api_key:read');
  const { projectId } = parseInput(listApiKeysInput, input);
  const scope = scopeTo(context.database, context.organizationId);
  await findProject(scope, projectId);
  const keys = await scope.apiKey.findMany({
    where: { projectId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: { member: { select: { user: { select: { name: true } } } }, formerMember: { select: { name: true } } },
  });
  const now = context.clock();
  const budgeted = keys.flatMap((key) => {
    const per = keyBudget(key)?.per;
    return per === undefined
      ? []
      : [{ organizationId: context.organizationId, keyId: key.id, fromMs: periodStartMs(per, now), toMs: periodEndMs(per, now) }];
  });
  const amounts = await readPeriodSpend(context.database.pool, budgeted);
  const spent = new Map(budgeted.map(({ keyId }, index) => [keyId, amounts[index] ?? 0n]));
  const seen = await lastSeenByProxies(
    context,
    keys.map((key) => key.id),
  );
  return keys.map((key) => {
    const budget = keyBudget(key);
    const lastUsedMs = Math.max(key.lastUsedAt?.getTime() ?? 0, seen.get(key.id) ?? 0);
    return {
      id: key.id,
      name: key.name,
      hint: key.hint,
      status: apiKeyStatus(key, now),
      createdAt: key.createdAt.toISOString(),
      createdBy: key.member?.user.name ?? key.formerMember?.name ?? null,
      isOrphaned: key.formerMember !== null,
      expiresAt: key.expiresAt?.toISOString() ?? null,
      lastUsedAt: lastUsedMs === 0 ? null : new Date(lastUsedMs).toISOString(),
      rpm: key.rpm,
      budget: budget === null ? null : { usd: usdFromPico(budget.pico), per: budget.per, spentUsd: usdFromPico(spent.get(key.id) ?? 0n) },
      rotatedToId: key.rotatedToId,
    };
  });
}

/** Fresher than the column, which follows behind; without Redis the column alone will do. */
async function lastSeenByProxies(context: TenantContext, keyIds: readonly string[]): Promise<Map<string, number>> {
  if (keyIds.length === 0) return new Map();
  const seen = await context.redis.hmget(LAST_USED_KEY, ...keyIds).catch(() => []);
  return new Map(keyIds.map((keyId, index) => [keyId, Number(seen[index] ?? 0)]));
}
