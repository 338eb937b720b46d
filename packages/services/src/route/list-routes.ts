import { fallbackListOf, routingDocumentSchema, type Target } from '@tollgate/core/routing/document';
import { scopeTo } from '@tollgate/db/tenant-scope';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { findProject } from '../project/find-project.ts';

export const listRoutesInput = z.strictObject({ projectId: idSchema });

export type RouteView = { id: string; name: string; version: number; targets: Target[]; updatedAt: string };

/** A project's routes by name, each with the targets of its published version in order. */
export async function listRoutes(context: TenantContext, input: z.input<typeof listRoutesInput>): Promise<RouteView[]> {
  requirePermission(context, 'route:read');
  const { projectId } = parseInput(listRoutesInput, input);
  const scope = scopeTo(context.database, context.organizationId);
  await findProject(scope, projectId);
  const routes = await scope.route.findMany({ where: { projectId }, orderBy: { name: 'asc' } });
  if (routes.length === 0) return [];
  const versions = await scope.routeVersion.findMany({
    where: { OR: routes.map((route) => ({ routeId: route.id, version: route.publishedVersion })) },
  });
  const published = new Map(versions.map((version) => [version.routeId, version]));
  return routes.map((route) => {
    const version = published.get(route.id);
    const targets = version === undefined ? null : fallbackListOf(routingDocumentSchema.parse(version.document));
    return {
      id: route.id,
      name: route.name,
      version: route.publishedVersion,
      targets: targets ?? [],
      updatedAt: (version?.createdAt ?? route.createdAt).toISOString(),
    };
  });
}
