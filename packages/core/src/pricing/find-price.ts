import { namesToPrice } from './names-to-price.ts';
import type { PriceRow } from './price-row.ts';

export type PriceIndex = {
  /** The row that prices a call at `atMs` (epoch milliseconds); `null` means unpriced. */
  find(provider: string, model: string, atMs: number): PriceRow | null;
  /**
   * The providers that serve a model of exactly this name, the cheapest (input + output) first, then by name. Without `atMs`
   * the latest prices decide. The simulated provider answers to its own prefix only and is never among them.
   */
  providersOf(model: string, atMs?: number): string[];
};

type DatedRow = { fromMs: number; row: PriceRow };
/** Rows of a provider by model name, the latest first. */
type PriceTable = Map<string, Map<string, DatedRow[]>>;

/** Every organisation has an index of its own over the one catalogue; its table is made once. */
const tables = new WeakMap<readonly PriceRow[], PriceTable>();

/**
 * Indexes price rows for the hot path: a find is two map look-ups when the name is in the catalogue as called.
 *
 * An override that holds at the time wins over the catalogue, also when it names the model without the region or version that
 * the call carries. Within either, the name as called wins over its other spellings, and the latest row not after the call wins.
 *
 * @param catalogue not changed afterwards: its table is kept for the next index over the same array.
 */
export function createPriceIndex(catalogue: readonly PriceRow[], overrides: readonly PriceRow[]): PriceIndex {
  let catalogueTable = tables.get(catalogue);
  if (!catalogueTable) tables.set(catalogue, (catalogueTable = tableOf(catalogue)));
  const catalogued = catalogueTable;
  const overriding = overrides.length === 0 ? null : tableOf(overrides);

  const find: PriceIndex['find'] = (provider, model, atMs) =>
    (overriding && findIn(overriding, provider, model, atMs)) ?? findIn(catalogued, provider, model, atMs);

  const providersOf: PriceIndex['providersOf'] = (model, atMs = Number.MAX_SAFE_INTEGER) => {
    const offers: { provider: string; price: bigint }[] = [];
    for (const provider of new Set([...catalogued.keys(), ...(overriding?.keys() ?? [])])) {
      if (provider === 'sim' || !(catalogued.get(provider)?.has(model) || overriding?.get(provider)?.has(model))) continue;
      const row = find(provider, model, atMs);
      if (row) offers.push({ provider, price: BigInt(row.rates.input) + BigInt(row.rates.output) });
    }
    offers.sort((a, b) => (a.price < b.price ? -1 : a.price > b.price ? 1 : a.provider < b.provider ? -1 : 1));
    return offers.map((offer) => offer.provider);
  };
  return { find, providersOf };
}

function findIn(table: PriceTable, provider: string, model: string, atMs: number): PriceRow | null {
  const models = table.get(provider);
  if (!models) return null;
  const exact = latestAt(models.get(model), atMs);
  if (exact) return exact;
  for (const name of namesToPrice(provider, model)) {
    const row = latestAt(models.get(name), atMs);
    if (row) return row;
  }
  return null;
}

function latestAt(rows: DatedRow[] | undefined, atMs: number): PriceRow | null {
  if (rows) for (const dated of rows) if (dated.fromMs <= atMs) return dated.row;
  return null;
}

function tableOf(rows: readonly PriceRow[]): PriceTable {
  const table: PriceTable = new Map();
  for (const row of rows) {
    let models = table.get(row.provider);
    if (!models) table.set(row.provider, (models = new Map()));
    let dated = models.get(row.model);
    if (!dated) models.set(row.model, (dated = []));
    dated.push({ fromMs: Date.parse(row.effectiveFrom), row });
  }
  for (const models of table.values()) for (const dated of models.values()) dated.sort((a, b) => b.fromMs - a.fromMs);
  return table;
}
