import { routingDocumentSchema } from '@tollgate/core/routing/document';
import type { Prisma } from '@tollgate/db/generated/client';
import type { SnapshotDocument } from '@tollgate/redis/publish-snapshot';

/** Each project that there is with the published version of its routes. */
export async function readProjectDocuments(
  transaction: Prisma.TransactionClient,
  organizationId: string,
  projectIds: readonly string[] | 'all',
): Promise<SnapshotDocument[]> {
  if (projectIds.length === 0) return [];
  const projects = await transaction.project.findMany({
    where: { organizationId, deletedAt: null, ...(projectIds === 'all' ? {} : { id: { in: [...projectIds] } }) },
    include: { routes: { orderBy: { name: 'asc' } } },
  });
  const published = projects.flatMap((project) => project.routes.map((route) => ({ routeId: route.id, version: route.publishedVersion })));
  const versions = published.length === 0 ? [] : await transaction.routeVersion.findMany({ where: { organizationId, OR: published } });
  const documents = new Map(versions.map((version) => [version.routeId, version.document]));
  return projects.map((project) => ({
    kind: 'project',
    id: project.id,
    document: {
      id: project.id,
      organizationId,
      slug: project.slug,
      content: { keep: project.contentKeep, days: project.contentDays },
      budgetStatus: project.budgetStatus === 402 ? 402 : 429,
      routes: project.routes.map((route) => ({
        name: route.name,
        version: route.publishedVersion,
        document: routingDocumentSchema.parse(documents.get(route.id)),
      })),
    },
  }));
}
