import * as z from 'zod';
import type { Services, TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { parseInput } from './parse-input.ts';

export const openTenantContextInput = z.strictObject({
  userId: z.string().min(1).max(64),
  /** The organisation's id, its slug, or one that it had before. */
  organization: z.string(),
  /** Where the request came from. */
  address: z.string().max(64).nullable().optional(),
});

/** What a signed-in person may do in one organisation. Throws `not_found` when they are no member, as when it does not exist. */
export async function openTenantContext(services: Services, input: z.input<typeof openTenantContextInput>): Promise<TenantContext> {
  const { userId, organization, address = null } = parseInput(openTenantContextInput, input);
  // Neither an id nor a slug: what Postgres cannot hold is among it.
  if (!/^[\w-]{1,128}$/.test(organization)) throw noSuchOrganization();
  const membership = await services.database.prisma.membership.findFirst({
    where: {
      userId,
      organization: { OR: [{ id: organization }, { slug: organization }, { pastSlugs: { some: { slug: organization } } }] },
    },
    select: { id: true, organizationId: true, role: true, organization: { select: { contentRoles: true } } },
  });
  if (!membership) throw noSuchOrganization();
  return {
    ...services,
    organizationId: membership.organizationId,
    actor: { kind: 'user', userId, address },
    role: membership.role,
    readsContent: membership.organization.contentRoles.includes(membership.role),
    memberId: membership.id,
  };
}

function noSuchOrganization(): ServiceError {
  return new ServiceError('not_found', 'There is no such organisation, or you are not a member of it.');
}
