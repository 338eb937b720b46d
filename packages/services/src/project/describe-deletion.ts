import { scopeTo } from '@tollgate/db/tenant-scope';
import * as z from 'zod';
import { idSchema } from '../access/id-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { findProject } from './find-project.ts';

export const describeProjectDeletionInput = z.strictObject({ projectId: idSchema });

/** What would go with a project. */
export type ProjectDeletion = {
  /** Keys that work, and those of them that were used within a week. */
  activeKeys: number;
  usedKeys: number;
  routes: number;
  /** An organisation keeps at least one project. */
  isOnlyProject: boolean;
};

export async function describeProjectDeletion(
  context: TenantContext,
  input: z.input<typeof describeProjectDeletionInput>,
): Promise<ProjectDeletion> {
  requirePermission(context, 'project:read');
  const { projectId } = parseInput(describeProjectDeletionInput, input);
  const scope = scopeTo(context.database, context.organizationId);
  await findProject(scope, projectId);
  const works = { projectId, revokedAt: null };
  const [activeKeys, usedKeys, routes, others] = await Promise.all([
    scope.apiKey.count({ where: works }),
    scope.apiKey.count({ where: { ...works, lastUsedAt: { gt: new Date(context.clock() - 7 * 86_400_000) } } }),
    scope.route.count({ where: { projectId } }),
    scope.project.count({ where: { id: { not: projectId }, deletedAt: null } }),
  ]);
  return { activeKeys, usedKeys, routes, isOnlyProject: others === 0 };
}
