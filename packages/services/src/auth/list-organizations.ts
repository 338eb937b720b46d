import type { Role } from '@tollgate/core/access/permission';
import type { Services } from '../context.ts';

export type OrganizationOfUser = { id: string; slug: string; name: string; role: Role; memberId: string };

/** The organisations that a person belongs to, oldest membership first. */
export async function listOrganizations(services: Services, userId: string): Promise<OrganizationOfUser[]> {
  const memberships = await services.database.prisma.membership.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, role: true, organization: { select: { id: true, slug: true, name: true } } },
  });
  return memberships.map(({ id, role, organization }) => ({ ...organization, role, memberId: id }));
}
