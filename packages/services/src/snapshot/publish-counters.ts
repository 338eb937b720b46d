import { periodEndMs, periodStartMs } from '@tollgate/core/budget/period';
import { nanoCeilFromPico } from '@tollgate/core/money/pico-usd';
import { readPeriodSpend } from '@tollgate/db/ledger/read-period-spend';
import { counterEpochKey } from '@tollgate/redis/keys';
import { settleFromLedger } from '@tollgate/redis/settle-from-ledger';
import { keyBudget } from '../api-key/key-budget.ts';
import type { Services } from '../context.ts';

/**
 * Brings the spent counters of keys with a budget to what the ledger says for the current period. `all` keys of the organisation:
 * then its counters are complete, and say so by their epoch. Not for use inside a transaction: it takes a connection of its own.
 */
export async function publishCounters(services: Services, organizationId: string, keyIds: readonly string[] | 'all'): Promise<void> {
  const nowMs = services.clock();
  const keys = await services.database.prisma.apiKey.findMany({
    where: { organizationId, budgetPico: { not: null }, ...(keyIds === 'all' ? { revokedAt: null } : { id: { in: [...keyIds] } }) },
    select: { id: true, budgetPico: true, budgetPer: true },
  });
  const periods = keys.flatMap((key) => {
    const per = keyBudget(key)?.per;
    return per === undefined ? [] : [{ organizationId, keyId: key.id, fromMs: periodStartMs(per, nowMs), toMs: periodEndMs(per, nowMs) }];
  });
  const spent = await readPeriodSpend(services.database.pool, periods);
  for (const [index, { keyId, fromMs, toMs }] of periods.entries()) {
    const spentNano = nanoCeilFromPico(spent[index] ?? 0n);
    await settleFromLedger(
      services.redis,
      { organizationId, keyId, periodStartMs: fromMs, periodEndMs: toMs, spentNano, attemptIds: [] },
      nowMs,
    );
  }
  if (keyIds === 'all') await services.redis.set(counterEpochKey(organizationId), '1');
}
