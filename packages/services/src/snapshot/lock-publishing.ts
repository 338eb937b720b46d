import type { Prisma } from '@tollgate/db/generated/client';

/**
 * Held until the transaction ends: whoever publishes an organisation's documents reads them after the one before has published, so
 * that an older state can never be published over a newer one.
 */
export async function lockPublishing(transaction: Prisma.TransactionClient, organizationId: string | null): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`snapshot:${organizationId ?? ''}`}, 0))`;
}
