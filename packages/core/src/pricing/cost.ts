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

/** A row's rates as integers, every fallback applied; read from text once, since they are needed twice a request. */
type ReadRates = Record<CostLine['bucket'], PicoUsd> & { dearestInput: PicoUsd; dearestOutput: PicoUsd };
const readRates = new WeakMap<Rates, ReadRates>();

/** The exact cost of a call: the sum over the buckets of quantity times rate, plus the request fee. */
export function costOf(usage: Usage, row: PriceRow): PicoUsd {
  const rates = read(ratesFor(row, totalInputTokens(usage)));
  let sum = rates.request;
  for (const bucket of BUCKETS) if (usage[bucket] > 0) sum += BigInt(usage[bucket]) * rates[bucket];
  return sum;
}

/** The terms of {@link costOf}, those that cost something only, in a fixed order. */
export function costLines(usage: Usage, row: PriceRow): CostLine[] {
  const rates = read(ratesFor(row, totalInputTokens(usage)));
  return [...BUCKETS, 'request' as const]
    .map((bucket) => ({ bucket, quantity: bucket === 'request' ? 1 : usage[bucket], rate: rates[bucket] }))
    .filter(({ quantity, rate }) => quantity > 0 && rate > 0n)
    .map((line) => ({ ...line, cost: BigInt(line.quantity) * line.rate }));
}

/**
 * An upper bound for a call that has not been made: every input token at the dearest input rate, every output token at the
 * dearest output rate, at whichever tier is dearest.
 */
export function worstCaseCost(row: PriceRow, inputTokens: number, outputTokens: number): PicoUsd {
  let worst = worstCaseAt(row.rates, inputTokens, outputTokens);
  for (const tier of row.tiers ?? []) {
    const cost = worstCaseAt(tier.rates, inputTokens, outputTokens);
    if (cost > worst) worst = cost;
  }
  return worst;
}

const BUCKETS = [
  'input',
  'cachedInput',
  'cacheWrite5m',
  'cacheWrite1h',
  'audioInput',
  'output',
  'reasoning',
  'audioOutput',
  'images',
] as const;

function worstCaseAt(rates: Rates, inputTokens: number, outputTokens: number): PicoUsd {
  const { dearestInput, dearestOutput, request } = read(rates);
  return BigInt(inputTokens) * dearestInput + BigInt(outputTokens) * dearestOutput + request;
}

function read(rates: Rates): ReadRates {
  let known = readRates.get(rates);
  if (known === undefined) {
    const input = BigInt(rates.input);
    const output = BigInt(rates.output);
    const or = (rate: string | undefined, fallback: PicoUsd): PicoUsd => (rate === undefined ? fallback : BigInt(rate));
    const cacheWrite5m = or(rates.cacheWrite5m, input);
    known = {
      input,
      cachedInput: or(rates.cachedInput, input),
      cacheWrite5m,
      cacheWrite1h: or(rates.cacheWrite1h, cacheWrite5m),
      audioInput: or(rates.audioInput, input),
      output,
      reasoning: or(rates.reasoning, output),
      audioOutput: or(rates.audioOutput, output),
      images: or(rates.image, 0n),
      request: or(rates.request, 0n),
      dearestInput: 0n,
      dearestOutput: 0n,
    };
    known.dearestInput = most(known.input, known.cachedInput, known.cacheWrite5m, known.cacheWrite1h, known.audioInput);
    known.dearestOutput = most(known.output, known.reasoning, known.audioOutput);
    readRates.set(rates, known);
  }
  return known;
}

function most(...rates: PicoUsd[]): PicoUsd {
  return rates.reduce((a, b) => (b > a ? b : a));
}
