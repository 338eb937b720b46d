import { formatUsd } from '@tollgate/ui/format-usd';
import type { BurningBudget } from './overview-types.ts';

const HOUR_MS = 3_600_000;

export type Burn = { state: 'spent' | 'soon' | 'lasts'; text: string };

/** What becomes of a budget at the pace of late, in few words. */
export function describeBurn(
  {
    budgetPico,
    spentPico,
    picoPerDay,
    runsOutAt,
    renewsAt,
  }: Pick<BurningBudget, 'budgetPico' | 'spentPico' | 'picoPerDay' | 'runsOutAt' | 'renewsAt'>,
  nowMs: number,
): Burn {
  if (spentPico >= budgetPico) {
    return {
      state: 'spent',
      text:
        renewsAt === null
          ? 'Spent: its requests are refused'
          : `Spent: its requests are refused for ${distance(Date.parse(renewsAt) - nowMs)}`,
    };
  }
  if (runsOutAt !== null)
    return { state: 'soon', text: `Runs out in ${distance(Date.parse(runsOutAt) - nowMs)} at ${formatUsd(picoPerDay)} a day` };
  return { state: 'lasts', text: picoPerDay === 0n ? 'Nothing spent of late' : `Lasts at ${formatUsd(picoPerDay)} a day` };
}

function distance(ms: number): string {
  if (ms < HOUR_MS) return `${Math.max(1, Math.round(ms / 60_000))} min`;
  if (ms < 48 * HOUR_MS) return `${Math.round(ms / HOUR_MS)} h`;
  return `${Math.round(ms / (24 * HOUR_MS))} days`;
}
