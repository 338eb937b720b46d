const DAY_MS = 86_400_000;
/** Beyond this nothing is foretold. */
const HORIZON_MS = 400 * DAY_MS;

/**
 * When a budget is spent if it goes on as it did of late: `nowMs` when it is spent, `null` when it lasts to its end.
 *
 * @param recentPico what was spent within the last `lookBackMs`.
 * @param endMs when the budget starts anew; `null`: never.
 */
export function projectBurn(given: {
  budgetPico: bigint;
  spentPico: bigint;
  recentPico: bigint;
  lookBackMs: number;
  endMs: number | null;
  nowMs: number;
}): { picoPerDay: bigint; runsOutMs: number | null } {
  const { budgetPico, spentPico, recentPico, lookBackMs, endMs, nowMs } = given;
  const picoPerDay = (recentPico * BigInt(DAY_MS)) / BigInt(lookBackMs);
  if (spentPico >= budgetPico) return { picoPerDay, runsOutMs: nowMs };
  if (recentPico <= 0n) return { picoPerDay, runsOutMs: null };
  const leftMs = ((budgetPico - spentPico) * BigInt(lookBackMs)) / recentPico;
  const lastsMs = (endMs ?? nowMs + HORIZON_MS) - nowMs;
  return { picoPerDay, runsOutMs: leftMs < BigInt(lastsMs) ? nowMs + Number(leftMs) : null };
}
