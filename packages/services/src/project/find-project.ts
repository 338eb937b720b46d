import type { Project } from '@tollgate/db/generated/client';
import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { ServiceError } from '../errors.ts';

/** A project of the organisation; throws `not_found`, also for another organisation's and for a deleted one. */
export async function findProject(scope: Pick<TenantTransaction, 'project'>, projectId: string): Promise<Project> {
  const project = await scope.project.findUnique({ where: { id: projectId, deletedAt: null } });
  if (!project) throw new ServiceError('not_found', 'There is no such project in this organisation.', { field: 'projectId' });
  return project;
}

/** Throws `conflict` when another project of the organisation has the name. */
export async function requireFreeProjectName(
  scope: Pick<TenantTransaction, 'project'>,
  name: string,
  exceptId: string | null,
): Promise<void> {
  const other = await scope.project.findFirst({
    where: { name, deletedAt: null, ...(exceptId === null ? {} : { id: { not: exceptId } }) },
    select: { id: true },
  });
  if (other) throw new ServiceError('conflict', `There is a project called "${name}" already. Choose another name.`, { field: 'name' });
}
