import type { Counts } from './check-exactness.ts';

/** One line of a run, for whoever quotes it. What is said to be 0 has been asserted to be. */
export function reportCounts(fault: string, seed: number, counts: Counts, felt: Record<string, number>): void {
  const { sent, requests, attempts, journal, unknown, notDialled, costPico } = counts;
  const figures = { sent, requests, attempts, journal, lost: 0, duplicates: 0, unknown, notDialled, costPico, ...felt, seed };
  const text = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  // oxlint-disable-next-line eslint/no-console
  console.info(`[fault] ${fault}: ${text.join(', ')}`);
}
