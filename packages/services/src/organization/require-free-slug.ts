import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';

/** Throws `conflict` when another organisation has the slug, or had it: its old links must not lead to a stranger. */
export async function requireFreeSlug({ database, organizationId }: TenantContext, slug: string): Promise<void> {
  const taken = await database.prisma.organization.findFirst({
    where: { id: { not: organizationId }, OR: [{ slug }, { pastSlugs: { some: { slug } } }] },
    select: { id: true },
  });
  if (taken) throw new ServiceError('conflict', `The address "${slug}" is taken. Choose another one.`, { field: 'slug' });
}
