import { usdFromPico } from '@tollgate/core/money/pico-usd';

/** What tokens cost at dollars per million: the exact decimal in dollars, as the ledger counts it. */
export function exactCost(tokens: { inputTokens: number; outputTokens: number }, perMillion = { input: 1, output: 2 }): string {
  return usdFromPico(
    (BigInt(tokens.inputTokens) * BigInt(perMillion.input) + BigInt(tokens.outputTokens) * BigInt(perMillion.output)) * 1_000_000n,
  );
}

/** The title that an amount bears on every page. */
export function exactTitle(usd: string): string {
  return `$${usd} exactly`;
}
