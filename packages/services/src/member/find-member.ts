import type { Role } from '@tollgate/core/access/permission';
import type { TenantTransaction } from '@tollgate/db/tenant-scope';
import { ServiceError } from '../errors.ts';

export type FoundMember = { id: string; userId: string; role: Role; user: { name: string; email: string } };

const COLUMNS = { id: true, userId: true, role: true, user: { select: { name: true, email: true } } } as const;

/** A member of the organisation; throws `not_found`, also for another organisation's. */
export async function findMember(transaction: Pick<TenantTransaction, 'membership'>, memberId: string): Promise<FoundMember> {
  const member = await transaction.membership.findUnique({ where: { id: memberId }, select: COLUMNS });
  if (!member) throw new ServiceError('not_found', 'There is no such member in this organisation.', { field: 'memberId' });
  return member;
}

/** Throws `conflict` when the member is the only owner. Call it under the lock of the members. */
export async function requireAnotherOwner(transaction: Pick<TenantTransaction, 'membership'>, member: FoundMember): Promise<void> {
  if (member.role !== 'owner') return;
  const other = await transaction.membership.findFirst({ where: { role: 'owner', id: { not: member.id } }, select: { id: true } });
  if (!other)
    throw new ServiceError('conflict', `${member.user.name} is the only owner. Make somebody else an owner first.`, { field: 'memberId' });
}
