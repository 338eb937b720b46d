import { scopeTo } from '@tollgate/db/tenant-scope';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';

export type AuditActor = { id: string; name: string; email: string; hasLeft: boolean };

/** Everyone whose changes the audit log may hold, by name; configuration as code is besides them. */
export async function listAuditActors(context: TenantContext): Promise<AuditActor[]> {
  requirePermission(context, 'audit:read');
  const scope = scopeTo(context.database, context.organizationId);
  const current = await scope.membership.findMany({ select: { userId: true, user: { select: { name: true, email: true } } } });
  const former = await scope.formerMember.findMany({ select: { userId: true, name: true, email: true }, distinct: ['userId'] });
  const standing = new Set(current.map(({ userId }) => userId));
  return [
    ...current.map(({ userId, user }) => ({ id: userId, name: user.name, email: user.email, hasLeft: false })),
    ...former.filter(({ userId }) => !standing.has(userId)).map(({ userId, name, email }) => ({ id: userId, name, email, hasLeft: true })),
  ].toSorted((left, right) => left.name.localeCompare(right.name, 'en'));
}
