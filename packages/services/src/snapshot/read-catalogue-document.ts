import { priceRowSchema } from '@tollgate/core/pricing/price-row';
import type { Prisma } from '@tollgate/db/generated/client';
import type { SnapshotDocument } from '@tollgate/redis/publish-snapshot';

export async function readCatalogueDocument(transaction: Prisma.TransactionClient): Promise<SnapshotDocument> {
  const rows = await transaction.cataloguePrice.findMany({ orderBy: { id: 'asc' }, select: { row: true } });
  return { kind: 'catalogue', id: '', document: { prices: rows.map(({ row }) => priceRowSchema.parse(row)) } };
}
