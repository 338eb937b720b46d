import { periodEndMs, periodStartMs } from '@tollgate/core/budget/period';
import { nanoCeilFromPico } from '@tollgate/core/money/pico-usd';
import type { AttemptFact } from '@tollgate/core/usage/facts';
import { readKeyBudgets } from '@tollgate/db/ledger/read-key-budgets';
import { readPeriodSpend } from '@tollgate/db/ledger/read-period-spend';
import { settleFromLedger } from '@tollgate/redis/settle-from-ledger';
import type { Services } from '../context.ts';

type Settlement = { organizationId: string; keyId: string; fromMs: number; toMs: number | null; attemptIds: string[] };

/**
 * Brings the counters of every budget that these attempts count against to what the ledger says and lets go of the attempts'
 * reservations. Call after COMMIT, with every attempt of the batch and not only the new ones: an earlier run may have died in between.
 */
export async function settleBudgets(
  { database, redis, clock }: Pick<Services, 'database' | 'redis' | 'clock'>,
  attempts: readonly AttemptFact[],
): Promise<void> {
  const settlements = await findSettlements(database.pool, attempts);
  const spent = await readPeriodSpend(database.pool, settlements);
  await Promise.all(
    settlements.map(({ organizationId, keyId, fromMs, toMs, attemptIds }, index) =>
      settleFromLedger(
        redis,
        { organizationId, keyId, periodStartMs: fromMs, periodEndMs: toMs, spentNano: nanoCeilFromPico(spent[index] ?? 0n), attemptIds },
        clock(),
      ),
    ),
  );
}

async function findSettlements(pool: Services['database']['pool'], attempts: readonly AttemptFact[]): Promise<Settlement[]> {
  const byKey = Map.groupBy(attempts, (attempt) => attempt.keyId);
  const budgets = await readKeyBudgets(pool, [...byKey.keys()]);
  const settlements: Settlement[] = [];
  for (const [keyId, { organizationId, per }] of budgets) {
    const own = (byKey.get(keyId) ?? []).filter((attempt) => attempt.organizationId === organizationId);
    // An attempt that began just after midnight may have been admitted just before: every period hears of all of them.
    const attemptIds = own.map((attempt) => attempt.attemptId);
    for (const fromMs of new Set(own.map((attempt) => periodStartMs(per, attempt.startedAtMs)))) {
      settlements.push({ organizationId, keyId, fromMs, toMs: periodEndMs(per, fromMs), attemptIds });
    }
  }
  return settlements;
}
