import { scopeTo } from '@tollgate/db/tenant-scope';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';

export type ProjectView = {
  id: string;
  slug: string;
  /** Under which old links still lead here. */
  pastSlugs: string[];
  name: string;
  contentKeep: 'none' | 'metadata' | 'full';
  contentDays: number;
  budgetStatus: 429 | 402;
};

/** Oldest first. */
export async function listProjects(context: TenantContext): Promise<ProjectView[]> {
  requirePermission(context, 'project:read');
  const projects = await scopeTo(context.database, context.organizationId).project.findMany({
    where: { deletedAt: null },
    include: { pastSlugs: { orderBy: { slug: 'asc' } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return projects.map((project) => ({
    id: project.id,
    slug: project.slug,
    pastSlugs: project.pastSlugs.map(({ slug }) => slug),
    name: project.name,
    contentKeep: project.contentKeep,
    contentDays: project.contentDays,
    budgetStatus: project.budgetStatus === 402 ? 402 : 429,
  }));
}
