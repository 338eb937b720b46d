import { type PriceRow, priceRowSchema } from '@tollgate/core/pricing/price-row';
import type { Pool } from 'pg';

/** The price rows that attempts of an organisation were priced with, by id: the catalogue's and its own. */
export async function readPriceRows(pool: Pool, organizationId: string, ids: readonly string[]): Promise<Map<string, PriceRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<{ id: string; row: unknown }>(
    `SELECT id, row FROM catalogue_prices WHERE id = ANY ($2)
     UNION ALL SELECT row->>'id', row FROM price_overrides WHERE row->>'id' = ANY ($2) AND organization_id = $1`,
    [organizationId, ids],
  );
  return new Map(rows.map(({ id, row }) => [id, priceRowSchema.parse(row)]));
}
