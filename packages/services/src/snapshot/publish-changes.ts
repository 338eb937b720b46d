import type { DocumentKind } from '@tollgate/core/snapshot/documents';
import type { PendingPublication, Prisma } from '@tollgate/db/generated/client';
import { publishDocuments, withdrawDocuments, type SnapshotDocument } from '@tollgate/redis/publish-snapshot';
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
  for (;;) {
    const marks = await services.database.prisma.pendingPublication.findMany({
      where: { organizationId },
      orderBy: { id: 'asc' },
      take: AT_ONCE,
    });
    if (marks.length === 0) return;
    // Before any proxy hears of a new budget, its counter holds what was already spent.
    const keyIds = idsOf(marks, 'key');
    const needsAllCounters = idsOf(marks, 'counters').length > 0;
    if (organizationId !== null && (needsAllCounters || keyIds.length > 0))
      await publishCounters(services, organizationId, needsAllCounters ? 'all' : keyIds);
    await publishMarked(
      services,
      organizationId,
      marks.map((mark) => mark.id),
    );
  }
}

async function publishMarked(services: Services, organizationId: string | null, markIds: bigint[]): Promise<void> {
  await services.database.prisma.$transaction(
    async (transaction) => {
      await lockPublishing(transaction, organizationId);
      // Those that somebody else has published meanwhile are gone.
      const marks = await transaction.pendingPublication.findMany({ where: { id: { in: markIds } } });
      const documents = await readDocuments(transaction, organizationId, marks);
      await publishDocuments(services.redis, documents);
      // After the keys, which say why their requests are refused from now on.
      await withdrawDocuments(services.redis, goneOf(marks, documents));
      await transaction.pendingPublication.deleteMany({ where: { id: { in: marks.map((mark) => mark.id) } } });
    },
    { maxWait: 10_000, timeout: 30_000 },
  );
}

/** Keys last: a proxy that hears of one then finds all it belongs to. */
async function readDocuments(
  transaction: Prisma.TransactionClient,
  organizationId: string | null,
  marks: readonly PendingPublication[],
): Promise<SnapshotDocument[]> {
  if (organizationId === null) return marks.length === 0 ? [] : [await readCatalogueDocument(transaction)];
  return [
    ...(idsOf(marks, 'organization').length > 0 ? await readOrganizationDocument(transaction, organizationId) : []),
    ...(await readProjectDocuments(transaction, organizationId, idsOf(marks, 'project'))),
    ...(await readKeyDocuments(transaction, organizationId, idsOf(marks, 'key'))),
  ];
}

/** What is marked and is no more. Keys stay published as revoked. */
function goneOf(marks: readonly PendingPublication[], documents: readonly SnapshotDocument[]): { kind: DocumentKind; id: string }[] {
  const standing = new Set(documents.map(({ kind, id }) => `${kind}:${id}`));
  return (['organization', 'project'] as const).flatMap((kind) =>
    idsOf(marks, kind)
      .filter((id) => !standing.has(`${kind}:${id}`))
      .map((id) => ({ kind, id })),
  );
}

function idsOf(marks: readonly PendingPublication[], kind: string): string[] {
  return [...new Set(marks.filter((mark) => mark.kind === kind).map((mark) => mark.objectId))];
}
