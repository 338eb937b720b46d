import { isDeepStrictEqual } from 'node:util';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { priceRowSchema, type PriceRow } from '@tollgate/core/pricing/price-row';
import { documentKey } from '@tollgate/redis/keys';
import * as z from 'zod';
import type { Services } from '../context.ts';
import { publishChanges } from '../snapshot/publish-changes.ts';

export type SeedResult = {
  inserted: number;
  /** Rows of the files that differ from the stored ones of the same id. Stored prices never change: a new price needs a new date. */
  conflicting: string[];
};

/**
 * Inserts the prices of a folder of JSON files (arrays of `core/pricing/price-row`) that the catalogue does not have, and publishes
 * it when it changed or is not published. Throws on a file that is not of that form.
 */
export async function seedCatalogue(services: Services, folder: string): Promise<SeedResult> {
  const rows = readCatalogueFiles(folder);
  const { prisma } = services.database;
  const stored = new Map((await prisma.cataloguePrice.findMany({ select: { id: true, row: true } })).map(({ id, row }) => [id, row]));
  const missing = rows.filter((row) => !stored.has(row.id));
  const conflicting = rows
    .filter((row) => stored.has(row.id) && !isDeepStrictEqual(priceRowSchema.parse(stored.get(row.id)), row))
    .map((row) => row.id);
  const inserted = await prisma.$transaction(async (transaction) => {
    const { count } = await transaction.cataloguePrice.createMany({
      data: missing.map((row) => ({ id: row.id, provider: row.provider, model: row.model, row })),
      skipDuplicates: true,
    });
    const isPublished = (await services.redis.exists(documentKey('catalogue', '')).catch(() => 0)) === 1;
    if (count > 0 || !isPublished)
      await transaction.pendingPublication.create({ data: { organizationId: null, kind: 'catalogue', objectId: '' } });
    return count;
  });
  await publishChanges(services, null).catch(() => undefined);
  return { inserted, conflicting };
}

function readCatalogueFiles(folder: string): PriceRow[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  const rows = new Map<string, PriceRow>();
  for (const name of names) {
    const parsed = z.array(priceRowSchema).safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    if (!parsed.success) throw new Error(`${name}: ${z.prettifyError(parsed.error)}`);
    for (const row of parsed.data) {
      if (rows.has(row.id)) throw new Error(`${name}: the price ${row.id} stands in the files twice`);
      rows.set(row.id, row);
    }
  }
  return [...rows.values()];
}
