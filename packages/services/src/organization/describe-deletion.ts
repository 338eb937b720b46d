import { scopeTo } from '@tollgate/db/tenant-scope';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { DELETED_ORGANIZATION_DAYS } from './deleted-organization-days.ts';

/** What would go with the organisation. */
export type OrganizationDeletion = {
  projects: number;
  /** Keys that work, and those of them that were used within a week. */
  activeKeys: number;
  usedKeys: number;
  credentials: number;
  members: number;
  /** Days that the ledger stays in the installation's database. */
  ledgerDays: number;
};

export async function describeOrganizationDeletion(context: TenantContext): Promise<OrganizationDeletion> {
  requirePermission(context, 'organization:read');
  const scope = scopeTo(context.database, context.organizationId);
  const weekAgo = new Date(context.clock() - 7 * 86_400_000);
  const [projects, activeKeys, usedKeys, credentials, members] = await Promise.all([
    scope.project.count({ where: { deletedAt: null } }),
    scope.apiKey.count({ where: { revokedAt: null } }),
    scope.apiKey.count({ where: { revokedAt: null, lastUsedAt: { gt: weekAgo } } }),
    scope.credential.count(),
    scope.membership.count(),
  ]);
  return { projects, activeKeys, usedKeys, credentials, members, ledgerDays: DELETED_ORGANIZATION_DAYS };
}
