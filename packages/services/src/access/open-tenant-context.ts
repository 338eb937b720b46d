import * as z from 'zod';
import type { Services, TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { parseInput } from './parse-input.ts';

export const openTenantContextInput = z.strictObject({
  userId: z.string().min(1).max(64),
  /** The organisation's id or slug. */
  organization: z.string().min(1).max(128),
});

/** What a signed-in person may do in one organisation. Throws `not_found` when they are no member, as when it does not exist. */
export async function openTenantContext(services: Services, input: z.input<typeof openTenantContextInput>): Promise<TenantContext> {
  const { userId, organization } = parseInput(openTenantContextInput, input);
  const membership = await services.database.prisma.membership.findFirst({
    where: { userId, organization: { OR: [{ id: organization }, { slug: organization }] } },
    select: { id: true, organizationId: true, role: true },
  });
  if (!membership) throw new ServiceError('not_found', 'There is no such organisation, or you are not a member of it.');
  return {
    ...services,
    organizationId: membership.organizationId,
    actor: { kind: 'user', userId },
    role: membership.role,
    memberId: membership.id,
  };
}
