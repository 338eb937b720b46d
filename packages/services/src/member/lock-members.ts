import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';

/**
 * Until the transaction ends nobody else changes who belongs to the organisation and in which role, nor deletes it. Throws `not_found`
 * when it is deleted, and `forbidden` when whoever acts has lost the role that they came with.
 */
export async function lockMembers(
  transaction: Pick<TenantTransaction, 'organization' | 'membership'>,
  context: TenantContext,
): Promise<void> {
  await lockOrganization(transaction, context.organizationId);
  if (context.memberId === null) return;
  const acting = await transaction.membership.findFirst({
    where: { id: context.memberId, organizationId: context.organizationId },
    select: { role: true },
  });
  if (acting?.role !== context.role)
    throw new ServiceError('forbidden', 'Your role in this organisation has just changed. Reload the page and try again.');
}

/** The same for a transaction that is nobody's of the organisation. */
export async function lockOrganization(transaction: Pick<TenantTransaction, 'organization'>, organizationId: string): Promise<void> {
  // An update that changes nothing takes the row's lock, which a scope has no other way to.
  const { count } = await transaction.organization.updateMany({
    where: { id: organizationId, deletedAt: null },
    data: { deletedAt: null },
  });
  if (count === 0) throw new ServiceError('not_found', 'There is no such organisation any more.');
}
