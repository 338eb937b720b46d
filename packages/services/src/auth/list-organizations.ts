import type { Role } from '@tollgate/core/access/permission';
import type { Services } from '../context.ts';

export type OrganizationOfUser = {
  id: string;
  slug: string;
  /** Under which old links still lead to it. */
  pastSlugs: string[];
  name: string;
  role: Role;
  memberId: string;
  /** Whether the organisation lets this role read prompts and answers, should the role allow it. */
  readsContent: boolean;
  /** The zone that days are counted in; `null`: the reader's own. */
  timeZone: string | null;
};

/** The organisations that a person belongs to, oldest membership first. */
export async function listOrganizations(services: Services, userId: string): Promise<OrganizationOfUser[]> {
  const memberships = await services.database.prisma.membership.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      role: true,
      organization: { select: { id: true, slug: true, name: true, timeZone: true, contentRoles: true, pastSlugs: true } },
    },
  });
  return memberships.map(({ id, role, organization }) => {
    const { contentRoles, pastSlugs, ...rest } = organization;
    return { ...rest, pastSlugs: pastSlugs.map(({ slug }) => slug), role, memberId: id, readsContent: contentRoles.includes(role) };
  });
}
