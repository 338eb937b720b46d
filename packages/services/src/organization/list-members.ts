import type { Role } from '@tollgate/core/access/permission';
import { scopeTo } from '@tollgate/db/tenant-scope';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';

export type MemberView = { memberId: string; name: string; email: string; role: Role };

export async function listMembers(context: TenantContext): Promise<MemberView[]> {
  requirePermission(context, 'member:read');
  const members = await scopeTo(context.database, context.organizationId).membership.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: { user: { select: { name: true, email: true } } },
  });
  return members.map((member) => ({ memberId: member.id, name: member.user.name, email: member.user.email, role: member.role }));
}
