import { periodEndMs, periodStartMs } from '@tollgate/core/budget/period';
import { nanoCeilFromPico } from '@tollgate/core/money/pico-usd';
import type { Prisma } from '@tollgate/db/generated/client';
import { readKeySpend } from '@tollgate/db/read-key-spend';
import { counterEpochKey } from '@tollgate/redis/keys';
import { settleFromLedger } from '@tollgate/redis/settle-from-ledger';
import { keyBudget } from '../api-key/key-budget.ts';
import type { Services } from '../context.ts';

/**
 * Brings the spent counters of keys with a budget to what the ledger says for the current period. `all` keys of the organisation:
 * then its counters are complete, and say so by their epoch.
 */
export async function publishCounters(
  services: Services,
  transaction: Prisma.TransactionClient,
  organizationId: string,
  keyIds: readonly string[] | 'all',
): Promise<void> {
  const nowMs = services.clock();
  const keys = await transaction.apiKey.findMany({
    where: { organizationId, budgetPico: { not: null }, ...(keyIds === 'all' ? { revokedAt: null } : { id: { in: [...keyIds] } }) },
    select: { id: true, budgetPico: true, budgetPer: true },
  });
  const periods = keys.flatMap((key) => {
    const budget = keyBudget(key);
    return budget === null ? [] : [{ keyId: key.id, per: budget.per, fromMs: periodStartMs(budget.per, nowMs) }];
  });
  const spent = await readKeySpend(services.database.pool, organizationId, periods);
  for (const { keyId, per, fromMs } of periods) {
    const spentNano = nanoCeilFromPico(spent.get(keyId) ?? 0n);
    const spend = { organizationId, keyId, periodStartMs: fromMs, periodEndMs: periodEndMs(per, nowMs), spentNano, attemptIds: [] };
    await settleFromLedger(services.redis, spend, nowMs);
  }
  if (keyIds === 'all') await services.redis.set(counterEpochKey(organizationId), '1');
}
