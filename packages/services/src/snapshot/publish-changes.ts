import { publishDocuments, type SnapshotDocument } from '@tollgate/redis/publish-snapshot';
import type { Services } from '../context.ts';
import { lockPublishing } from './lock-publishing.ts';
import { publishCounters } from './publish-counters.ts';
import { readCatalogueDocument } from './read-catalogue-document.ts';
import { readKeyDocuments } from './read-key-documents.ts';
import { readOrganizationDocument } from './read-organization-document.ts';
import { readProjectDocuments } from './read-project-documents.ts';

const AT_ONCE = 500;

/**
 * Publishes every document of an organisation (`null`: the catalogue) that is marked as changed. Throws when Postgres or Redis
 * does not answer; the marks then stay.
 */
export async function publishChanges(services: Services, organizationId: string | null): Promise<void> {
  let published = AT_ONCE;
  while (published === AT_ONCE) published = await publishSome(services, organizationId);
}

async function publishSome(services: Services, organizationId: string | null): Promise<number> {
  return services.database.prisma.$transaction(
    async (transaction) => {
      await lockPublishing(transaction, organizationId);
      const pending = await transaction.pendingPublication.findMany({ where: { organizationId }, orderBy: { id: 'asc' }, take: AT_ONCE });
      if (pending.length === 0) return 0;
      const changed = (kind: string) => [...new Set(pending.filter((row) => row.kind === kind).map((row) => row.objectId))];
      const documents: SnapshotDocument[] = [];
      if (changed('catalogue').length > 0) documents.push(await readCatalogueDocument(transaction));
      if (organizationId !== null) {
        const keyIds = changed('key');
        if (changed('organization').length > 0) documents.push(...(await readOrganizationDocument(transaction, organizationId)));
        documents.push(...(await readProjectDocuments(transaction, organizationId, changed('project'))));
        documents.push(...(await readKeyDocuments(transaction, organizationId, keyIds)));
        // A new budget must find what was already spent before any proxy hears of it.
        const needsAll = changed('counters').length > 0;
        if (needsAll || keyIds.length > 0) await publishCounters(services, transaction, organizationId, needsAll ? 'all' : keyIds);
      }
      await publishDocuments(services.redis, documents);
      await transaction.pendingPublication.deleteMany({ where: { id: { in: pending.map((row) => row.id) } } });
      return pending.length;
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
}
