import { formatUsd } from '../format-usd.ts';

const PICO_PER_MICRO = 1_000_000;
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** A tick of a dollar axis, as short as it can be: `$0`, `$0.002`, `$12`, `$1.5K`. Ticks are round numbers, so a float serves. */
export function formatAxisUsd(usd: number): string {
  if (usd === 0) return '$0';
  if (Math.abs(usd) >= 1000) return `$${compact.format(usd)}`;
  return formatUsd(BigInt(Math.round(usd * 1_000_000)) * BigInt(PICO_PER_MICRO)).replace(/\.00$/, '');
}
