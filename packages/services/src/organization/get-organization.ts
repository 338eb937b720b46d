import type { Role } from '@tollgate/core/access/permission';
import { scopeTo } from '@tollgate/db/tenant-scope';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';

export type OrganizationView = {
  id: string;
  slug: string;
  /** Under which old links still lead here. */
  pastSlugs: string[];
  name: string;
  /** `null`: each reader's own. */
  timeZone: string | null;
  /** The role that an invitation starts with. */
  defaultRole: Role;
  /** Who reads prompts and answers. */
  contentRoles: Role[];
  /** ISO instant. */
  createdAt: string;
};

export async function getOrganization(context: TenantContext): Promise<OrganizationView> {
  requirePermission(context, 'organization:read');
  const { pastSlugs, createdAt, id, slug, name, timeZone, defaultRole, contentRoles } = await scopeTo(
    context.database,
    context.organizationId,
  ).organization.findFirstOrThrow({ include: { pastSlugs: { orderBy: { slug: 'asc' } } } });
  return {
    id,
    slug,
    pastSlugs: pastSlugs.map((past) => past.slug),
    name,
    timeZone,
    defaultRole,
    contentRoles,
    createdAt: createdAt.toISOString(),
  };
}
