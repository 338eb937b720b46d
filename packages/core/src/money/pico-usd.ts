/** An exact amount of money in pico-dollars (1e-12 USD). Never a float, never rounded but for display. */
export type PicoUsd = bigint;

export const PICO_PER_USD = 1_000_000_000_000n;
/** Counters in Redis are nano-dollars: exact in a Lua double up to nine million dollars. */
export const PICO_PER_NANO = 1000n;

/**
 * Parses a decimal amount of dollars such as `"12.5"` or `50` exactly.
 *
 * @throws RangeError on anything but a plain decimal with at most 12 decimal places.
 */
export function picoFromUsd(value: string | number): PicoUsd {
  const text = typeof value === 'number' ? decimalText(value) : value.trim();
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,12}))?$/.exec(text);
  if (!match) throw new RangeError(`Not an amount in dollars with at most 12 decimal places: ${text.slice(0, 40)}`);
  const [, sign, whole = '0', fraction = ''] = match;
  const pico = BigInt(whole) * PICO_PER_USD + BigInt(fraction.padEnd(12, '0'));
  return sign === '-' ? -pico : pico;
}

/** The exact decimal in dollars without trailing zeros: `1500000000000n` is `"1.5"`. */
export function usdFromPico(pico: PicoUsd): string {
  const negative = pico < 0n;
  const digits = (negative ? -pico : pico).toString().padStart(13, '0');
  const fraction = digits.slice(-12).replace(/0+$/, '');
  const text = digits.slice(0, -12) + (fraction === '' ? '' : `.${fraction}`);
  return negative ? `-${text}` : text;
}

/** Rounds up, so that a reservation in nano-dollars is never less than what it covers. */
export function nanoCeilFromPico(pico: PicoUsd): number {
  // Integer division cuts towards zero, which is already up below zero.
  return Number((pico > 0n ? pico + PICO_PER_NANO - 1n : pico) / PICO_PER_NANO);
}

/** Small floats print in exponent form; widening them keeps every digit that the shortest form has. */
function decimalText(value: number): string {
  const text = String(value);
  if (!/e/i.test(text)) return text;
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  if (Number(exponent) >= 0) return text;
  const negative = mantissa.startsWith('-');
  const digits = mantissa.replace('-', '').replace('.', '');
  return `${negative ? '-' : ''}0.${'0'.repeat(-Number(exponent) - 1)}${digits}`;
}
