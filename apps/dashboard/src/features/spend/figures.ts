/** Tenths of a percent, rounded half up: `3n` of `8n` is `37.5`. `null` when there is no whole to be a part of. */
export function shareOf(part: bigint, whole: bigint): number | null {
  return whole <= 0n ? null : Number((part * 2000n + whole) / (whole * 2n)) / 10;
}

/** Exact amount divided by a count, to the nearest pico-dollar; `null` when there is nothing to divide by. */
export function perUnit(totalPico: bigint, count: number): bigint | null {
  if (count <= 0) return null;
  const divisor = BigInt(count);
  return (totalPico * 2n + divisor) / (divisor * 2n);
}

/** Change in percent against before, to a tenth; `null` when there was nothing before, which no percentage describes. */
export function changeOf(current: bigint, before: bigint): number | null {
  if (before <= 0n) return null;
  const perMille = ((current - before) * 10_000n) / before;
  return Number((perMille + (perMille < 0n ? -5n : 5n)) / 10n) / 10;
}
