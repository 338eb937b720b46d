import { deleteOrganizationFacts } from '@tollgate/db/ledger/delete-organization-facts';
import { withdrawDocuments } from '@tollgate/redis/publish-snapshot';
import type { Services } from '../context.ts';
import { DELETED_ORGANIZATION_DAYS } from './deleted-organization-days.ts';

/** Removes the last of organisations whose time after deletion is over: their ledger, audit log and rows. Returns how many. */
export async function purgeDeletedOrganizations(services: Pick<Services, 'database' | 'redis' | 'clock'>): Promise<number> {
  const { pool, prisma } = services.database;
  const before = new Date(services.clock() - DELETED_ORGANIZATION_DAYS * 86_400_000);
  const organizations = await prisma.organization.findMany({ where: { deletedAt: { lte: before } }, select: { id: true } });
  for (const { id } of organizations) {
    const keys = await prisma.apiKey.findMany({ where: { organizationId: id }, select: { hash: true } });
    await deleteOrganizationFacts(pool, id);
    await withdrawDocuments(
      services.redis,
      keys.map(({ hash }) => ({ kind: 'key', id: hash })),
    );
    // Last: whatever failed before is found and done again.
    await prisma.organization.delete({ where: { id } });
  }
  return organizations.length;
}
