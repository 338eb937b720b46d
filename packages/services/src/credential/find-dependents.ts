import { routingDocumentSchema, type RoutingDocument } from '@tollgate/core/routing/document';
import type { TenantTransaction } from '@tollgate/db/tenant-scope';

export type Dependent = { projectName: string; routeName: string };

/** Published routes that call through a credential: by its name, or by its provider's when it is the default. */
export async function findDependents(
  scope: Pick<TenantTransaction, 'route' | 'routeVersion'>,
  credential: { name: string; provider: string; isDefault: boolean },
): Promise<Dependent[]> {
  const routes = await scope.route.findMany({
    include: { project: { select: { name: true } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  if (routes.length === 0) return [];
  const versions = await scope.routeVersion.findMany({
    where: { OR: routes.map((route) => ({ routeId: route.id, version: route.publishedVersion })) },
  });
  const documents = new Map(versions.map((version) => [version.routeId, routingDocumentSchema.parse(version.document)]));
  const names = credential.isDefault ? [credential.name, credential.provider] : [credential.name];
  return routes
    .filter((route) => callsThrough(documents.get(route.id), names))
    .map((route) => ({ projectName: route.project.name, routeName: route.name }));
}

function callsThrough(document: RoutingDocument | undefined, names: readonly string[]): boolean {
  return document?.nodes.some((node) => node.kind === 'model' && names.includes(node.target.credential)) ?? false;
}
