import { scopeTo } from '@tollgate/db/tenant-scope';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';

export type OrganizationView = { id: string; slug: string; name: string; createdAt: string };

export async function getOrganization(context: TenantContext): Promise<OrganizationView> {
  requirePermission(context, 'organization:read');
  const organization = await scopeTo(context.database, context.organizationId).organization.findFirstOrThrow();
  return { id: organization.id, slug: organization.slug, name: organization.name, createdAt: organization.createdAt.toISOString() };
}
