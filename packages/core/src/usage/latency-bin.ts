/**
 * Upper ends, in milliseconds, of the bins of every latency histogram: four to each doubling, up to 70 minutes. Bin 0 is below the first,
 * the last is from the last on. They are written into the ledger's migration too: a change needs a migration that counts anew.
 */
export const LATENCY_BOUNDS_MS: readonly number[] = [...new Set(Array.from({ length: 89 }, (_, index) => Math.round(2 ** (index / 4))))];

/**
 * The duration under which `share` of the counted calls stayed, taken evenly within its bin; so within a fifth of the true one.
 * `null` when nothing was counted.
 */
export function latencyQuantile(counts: ReadonlyMap<number, number>, share: number): number | null {
  const bins = [...counts].filter(([, count]) => count > 0).sort(([one], [other]) => one - other);
  const total = bins.reduce((sum, [, count]) => sum + count, 0);
  let below = 0;
  for (const [bin, count] of bins) {
    if (below + count >= share * total) {
      const from = bin === 0 ? 0 : (LATENCY_BOUNDS_MS[bin - 1] ?? 0);
      const to = LATENCY_BOUNDS_MS[bin] ?? from;
      return Math.round(from + ((to - from) * (share * total - below)) / count);
    }
    below += count;
  }
  return null;
}
