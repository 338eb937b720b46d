import type { Role } from '@tollgate/core/access/permission';
import { scopeTo } from '@tollgate/db/tenant-scope';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';

export type MemberView = {
  memberId: string;
  name: string;
  email: string;
  role: Role;
  /** ISO instant. */
  joinedAt: string;
  /** Whether this is who asks. */
  isYou: boolean;
  /** Keys that they made and that still work. */
  activeKeys: number;
};

/** Everyone who belongs to the organisation, longest first. */
export async function listMembers(context: TenantContext): Promise<MemberView[]> {
  requirePermission(context, 'member:read');
  const stillWorks = { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date(context.clock()) } }] };
  const members = await scopeTo(context.database, context.organizationId).membership.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: { user: { select: { name: true, email: true } }, _count: { select: { apiKeys: { where: stillWorks } } } },
  });
  return members.map((member) => ({
    memberId: member.id,
    name: member.user.name,
    email: member.user.email,
    role: member.role,
    joinedAt: member.createdAt.toISOString(),
    isYou: member.id === context.memberId,
    activeKeys: member._count.apiKeys,
  }));
}
