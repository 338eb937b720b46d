const PICO_PER_USD = 1_000_000_000_000n;

/**
 * Pico-dollars as people read them: whole cents from one dollar up, else three significant digits (at least two decimal
 * places). Rounds half away from zero; the exact value belongs beside it, as `Money` does.
 */
export function formatUsd(pico: bigint): string {
  const sign = pico < 0n ? '-' : '';
  const size = pico < 0n ? -pico : pico;
  if (size === 0n) return '$0.00';
  const decimals = size >= PICO_PER_USD ? 2 : Math.min(12, Math.max(2, 15 - size.toString().length));
  const unit = 10n ** BigInt(12 - decimals);
  const rounded = (size + unit / 2n) / unit;
  const scale = 10n ** BigInt(decimals);
  const whole = (rounded / scale).toLocaleString('en-US');
  const fraction = (rounded % scale).toString().padStart(decimals, '0').replace(/0+$/, '').padEnd(2, '0');
  return `${sign}$${whole}.${fraction}`;
}
