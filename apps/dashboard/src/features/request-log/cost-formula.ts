import { usdFromPico } from '@tollgate/core/money/pico-usd';

/** One term of an attempt's cost as the ledger stores it; `ratePico` is pico-dollars a token (an image, a request). */
export type CostTerm = { bucket: string; quantity: number; ratePico: bigint; costPico: bigint };

/** One printable line: `1,200 × $2.50 per million = $0.003`. Amounts are exact decimals of dollars. */
export type FormulaLine = { bucket: string; label: string; quantity: string; rate: string; unit: string; cost: string };

const LABELS: Record<string, string> = {
  input: 'Input',
  cachedInput: 'Cached input',
  cacheWrite5m: 'Cache write, 5 min',
  cacheWrite1h: 'Cache write, 1 h',
  output: 'Output',
  reasoning: 'Reasoning',
  audioInput: 'Audio in',
  audioOutput: 'Audio out',
  images: 'Images',
  request: 'Request fee',
};

const PER_MILLION = 1_000_000n;

/** The name of a usage bucket; a bucket that this page does not know yet is shown under its own name. */
export function bucketLabel(bucket: string): string {
  return LABELS[bucket] ?? bucket;
}

/** The terms of a cost with exact amounts. Tokens are priced by the million, images and requests one by one. */
export function formulaLines(terms: readonly CostTerm[]): FormulaLine[] {
  return terms.map((term) => {
    const isPiece = term.bucket === 'images' || term.bucket === 'request';
    return {
      bucket: term.bucket,
      label: bucketLabel(term.bucket),
      quantity: term.quantity.toLocaleString('en-US'),
      rate: exactUsd(isPiece ? term.ratePico : term.ratePico * PER_MILLION),
      unit: isPiece ? 'each' : 'per million',
      cost: exactUsd(term.costPico),
    };
  });
}

/** Every digit of an amount, and at least the cents: `0.60`, `0.00009765`. */
export function exactUsd(pico: bigint): string {
  const [whole = '0', fraction = ''] = usdFromPico(pico).split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

/** Whether the terms explain the recorded cost to the last digit; if not, the page says so instead of hiding it. */
export function addsUp(terms: readonly CostTerm[], costPico: bigint): boolean {
  return (
    terms.reduce((sum, term) => sum + term.costPico, 0n) === costPico &&
    terms.every((term) => BigInt(term.quantity) * term.ratePico === term.costPico)
  );
}
