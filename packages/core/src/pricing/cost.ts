import type { PicoUsd } from '../money/pico-usd.ts';
import { totalInputTokens, type Usage } from '../usage/usage.ts';
import type { PriceRow, Rates } from './price-row.ts';

export type CostLine = { bucket: keyof Usage | 'request'; quantity: number; rate: PicoUsd; cost: PicoUsd };

/** The rates that apply to a call of this size: the highest tier whose threshold its total input exceeds. */
export function ratesFor(row: PriceRow, inputTokens: number): Rates {
  let rates = row.rates;
  for (const tier of row.tiers ?? []) if (inputTokens > tier.aboveInputTokens) rates = tier.rates;
  return rates;
}

/** The exact cost of a call: the sum over the buckets of quantity times rate, plus the request fee. */
export function costOf(usage: Usage, row: PriceRow): PicoUsd {
  let sum = 0n;
  for (const line of costLines(usage, row)) sum += line.cost;
  return sum;
}

/** The terms of {@link costOf}, those with a quantity only, in a fixed order. */
export function costLines(usage: Usage, row: PriceRow): CostLine[] {
  const rates = ratesFor(row, totalInputTokens(usage));
  const lines: CostLine[] = [];
  const add = (bucket: CostLine['bucket'], quantity: number, rate: string) => {
    if (quantity > 0 && rate !== '0') lines.push({ bucket, quantity, rate: BigInt(rate), cost: BigInt(quantity) * BigInt(rate) });
  };
  add('input', usage.input, rates.input);
  add('cachedInput', usage.cachedInput, rates.cachedInput ?? rates.input);
  add('cacheWrite5m', usage.cacheWrite5m, rates.cacheWrite5m ?? rates.input);
  add('cacheWrite1h', usage.cacheWrite1h, rates.cacheWrite1h ?? rates.cacheWrite5m ?? rates.input);
  add('audioInput', usage.audioInput, rates.audioInput ?? rates.input);
  add('output', usage.output, rates.output);
  add('reasoning', usage.reasoning, rates.reasoning ?? rates.output);
  add('audioOutput', usage.audioOutput, rates.audioOutput ?? rates.output);
  add('images', usage.images, rates.image ?? '0');
  add('request', 1, rates.request ?? '0');
  return lines;
}

/**
 * An upper bound for a call that has not been made: every input token at the dearest input rate, every output token at the
 * dearest output rate, at whichever tier is dearest.
 */
export function worstCaseCost(row: PriceRow, inputTokens: number, outputTokens: number): PicoUsd {
  let worst = 0n;
  for (const rates of [row.rates, ...(row.tiers ?? []).map((tier) => tier.rates)]) {
    const input = dearest(rates.input, rates.cachedInput, rates.cacheWrite5m, rates.cacheWrite1h, rates.audioInput);
    const output = dearest(rates.output, rates.reasoning, rates.audioOutput);
    const cost = BigInt(inputTokens) * input + BigInt(outputTokens) * output + BigInt(rates.request ?? '0');
    if (cost > worst) worst = cost;
  }
  return worst;
}

function dearest(...rates: (string | undefined)[]): PicoUsd {
  let most = 0n;
  for (const rate of rates) if (rate !== undefined && BigInt(rate) > most) most = BigInt(rate);
  return most;
}
