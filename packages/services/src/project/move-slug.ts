import type { Project } from '@tollgate/db/generated/client';
import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { ServiceError } from '../errors.ts';

/** Remembers the slug that a project had; throws `conflict` when another project of the organisation has the new one, or had it. */
export async function moveSlug(
  transaction: Pick<TenantTransaction, 'project' | 'projectPastSlug'>,
  project: Pick<Project, 'id' | 'organizationId' | 'slug'>,
  slug: string,
): Promise<void> {
  const other = { slug, NOT: { id: project.id } };
  const past = await transaction.projectPastSlug.findFirst({ where: { slug }, select: { projectId: true } });
  if ((past && past.projectId !== project.id) || (await transaction.project.findFirst({ where: other, select: { id: true } })))
    throw new ServiceError('conflict', `The address "${slug}" is taken in this organisation. Choose another one.`, { field: 'slug' });
  await transaction.projectPastSlug.deleteMany({ where: { slug } });
  await transaction.projectPastSlug.create({ data: { organizationId: project.organizationId, slug: project.slug, projectId: project.id } });
}
