import { usdFromPico } from '@tollgate/core/money/pico-usd';
import type { PriceRow } from '@tollgate/core/pricing/price-row';

/** One dated price as it is shown: dollars per million tokens, exact decimals. */
export type PriceView = {
  id: string;
  provider: string;
  model: string;
  effectiveFrom: string;
  source: string;
  inputUsdPerMillion: string;
  outputUsdPerMillion: string;
  /** `null`: as input. */
  cachedInputUsdPerMillion: string | null;
  /** Rates of long calls, ascending. */
  tiers: { aboveInputTokens: number; inputUsdPerMillion: string; outputUsdPerMillion: string }[];
};

export function priceView(row: PriceRow): PriceView {
  return {
    id: row.id,
    provider: row.provider,
    model: row.model,
    effectiveFrom: row.effectiveFrom,
    source: row.source,
    inputUsdPerMillion: usdPerMillion(row.rates.input),
    outputUsdPerMillion: usdPerMillion(row.rates.output),
    cachedInputUsdPerMillion: row.rates.cachedInput === undefined ? null : usdPerMillion(row.rates.cachedInput),
    tiers: (row.tiers ?? []).map(({ aboveInputTokens, rates }) => ({
      aboveInputTokens,
      inputUsdPerMillion: usdPerMillion(rates.input),
      outputUsdPerMillion: usdPerMillion(rates.output),
    })),
  };
}

function usdPerMillion(picoPerToken: string): string {
  return usdFromPico(BigInt(picoPerToken) * 1_000_000n);
}
