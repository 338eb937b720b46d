import { validate } from '@tollgate/core/routing/compile';
import { documentFromFallbackList, fallbackListOf, routingDocumentSchema, type RoutingDocument } from '@tollgate/core/routing/document';
import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { newId } from '@tollgate/secrets/new-id';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { nameSchema } from '../access/name-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { findProject } from '../project/find-project.ts';
import { changeTenant } from '../snapshot/change-tenant.ts';
import { markChanged } from '../snapshot/mark-changed.ts';
import { requireKnownTargets } from './require-known-targets.ts';
import { isSameDocument } from './is-same-document.ts';
import { targetsSchema } from './route-schema.ts';

export const saveRouteInput = z.strictObject({ projectId: idSchema, name: nameSchema, targets: targetsSchema });

/** Makes the route of that name, or publishes its next version. Saving what is published already makes no version. */
export async function saveRoute(context: TenantContext, input: z.input<typeof saveRouteInput>): Promise<{ id: string; version: number }> {
  requirePermission(context, 'route:update');
  const { projectId, name, targets } = parseInput(saveRouteInput, input);
  const document = documentFromFallbackList(targets);
  const issue = validate(document)[0];
  if (issue) throw new ServiceError('invalid', issue.message, { field: 'targets' });
  return changeTenant(context, async (transaction) => {
    const project = await findProject(transaction, projectId);
    await requireKnownTargets(transaction, targets);
    const standing = await readPublished(transaction, project.id, name);
    if (standing && isSameDocument(standing.document, document)) return { id: standing.id, version: standing.version };
    const id = standing?.id ?? newId('rte', context.clock());
    const version = (standing?.version ?? 0) + 1;
    const { organizationId } = context;
    if (standing) await transaction.route.update({ where: { id }, data: { publishedVersion: version } });
    else await transaction.route.create({ data: { id, organizationId, projectId: project.id, name, publishedVersion: version } });
    await transaction.routeVersion.create({ data: { routeId: id, version, organizationId, document } });
    await recordAuditEvent(transaction, context, {
      action: standing ? 'route.publish' : 'route.create',
      objectType: 'route',
      objectId: id,
      detail: { name, version, targets: targets.map(nameOf) },
      ...(standing ? { before: { version: standing.version, targets: (fallbackListOf(standing.document) ?? []).map(nameOf) } } : {}),
    });
    await markChanged(transaction, organizationId, [{ kind: 'project', id: project.id }]);
    return { id, version };
  });
}

function nameOf({ credential, model }: { credential: string; model: string }): string {
  return `${credential}/${model}`;
}

async function readPublished(
  transaction: TenantTransaction,
  projectId: string,
  name: string,
): Promise<{ id: string; version: number; document: RoutingDocument } | null> {
  const route = await transaction.route.findFirst({ where: { projectId, name } });
  if (!route) return null;
  const version = await transaction.routeVersion.findFirstOrThrow({ where: { routeId: route.id, version: route.publishedVersion } });
  return { id: route.id, version: version.version, document: routingDocumentSchema.parse(version.document) };
}
