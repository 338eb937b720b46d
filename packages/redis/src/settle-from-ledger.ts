import type { Redis } from './client.ts';
import { counterEpochKey, deadlinesKey, reservedKey, spentKey } from './keys.ts';
import { loadScript } from './load-script.ts';

const SCRIPT = loadScript('settle-from-ledger-4');

export type LedgerSpend = {
  organizationId: string;
  keyId: string;
  /** Start of the budget's period, epoch milliseconds. */
  periodStartMs: number;
  /** End of the period; `null` when it never ends. */
  periodEndMs: number | null;
  /** What the ledger holds for this key in this period, in nano-dollars, rounded up. */
  spentNano: number;
  /** Attempts that the ledger holds; their reservations are let go. Unknown ones are ignored. */
  attemptIds: readonly string[];
};

/** Brings one counter in Redis to what the ledger says. Doing it twice changes nothing. */
export async function settleFromLedger(redis: Redis, spend: LedgerSpend, nowMs: number): Promise<void> {
  const { organizationId, keyId, periodStartMs } = spend;
  // Kept a day past its end, so that late attempts of the old period still find their counter.
  const expiryMs = spend.periodEndMs === null ? 0 : Math.max(1, spend.periodEndMs + 86_400_000 - nowMs);
  await redis.eval(
    SCRIPT,
    4,
    spentKey(organizationId, keyId, periodStartMs),
    reservedKey(organizationId, keyId, periodStartMs),
    deadlinesKey(organizationId, keyId, periodStartMs),
    counterEpochKey(organizationId),
    spend.spentNano,
    expiryMs,
    ...spend.attemptIds,
  );
}
