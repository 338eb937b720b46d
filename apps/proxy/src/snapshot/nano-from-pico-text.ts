import { PICO_PER_NANO } from '@tollgate/core/money/pico-usd';

/** A limit in nano-dollars, rounded down so that it never allows more than was set; saturates where a double stops being exact. */
export function nanoFromPicoText(pico: string): number {
  const nano = BigInt(pico) / PICO_PER_NANO;
  return nano > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(nano);
}
