import type { Prisma } from '@tollgate/db/generated/client';
import { newId } from '@tollgate/secrets/new-id';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import type { Actor, Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { lockOrganization } from '../member/lock-members.ts';
import { invitationStatus, type InvitationStatus } from './invitation-status.ts';
import type { OpenedInvitation } from './open-invitation.ts';

const GONE: Record<Exclude<InvitationStatus, 'pending'>, string> = {
  accepted: 'This invitation has been used already. Ask for a new one.',
  revoked: 'This invitation has been revoked. Ask whoever invited you.',
  expired: 'This invitation has expired. Ask for a new one.',
};

/** Throws `conflict` that says why, unless the invitation can be accepted. */
export function requirePending(invitation: Parameters<typeof invitationStatus>[0], nowMs: number): void {
  const status = invitationStatus(invitation, nowMs);
  if (status !== 'pending') throw new ServiceError('conflict', GONE[status], { field: 'token' });
}

/** Uses an invitation up and makes the person a member. Throws `conflict` when it is gone or they are one already. */
export async function admit(
  transaction: Prisma.TransactionClient,
  services: Services,
  invitation: OpenedInvitation,
  person: { userId: string; name: string; email: string; address: string | null },
): Promise<void> {
  const { organizationId } = invitation;
  await lockOrganization(transaction, organizationId);
  // Under the lock: somebody may have used or revoked it meanwhile.
  const current = await transaction.invitation.findFirstOrThrow({ where: { id: invitation.id, organizationId } });
  if (current.tokenHash !== invitation.tokenHash)
    throw new ServiceError('conflict', 'This invitation was sent again meanwhile. Follow the newer link.', { field: 'token' });
  requirePending(current, services.clock());
  const { userId, name, email, address } = person;
  if (await transaction.membership.findFirst({ where: { organizationId, userId }, select: { id: true } }))
    throw new ServiceError('conflict', `You are a member of ${invitation.organization.name} already.`);
  await transaction.invitation.update({ where: { id: current.id }, data: { acceptedAt: new Date(services.clock()) } });
  const id = newId('mem', services.clock());
  await transaction.membership.create({ data: { id, organizationId, userId, role: current.role } });
  const actor: Actor = { kind: 'user', userId, address };
  await recordAuditEvent(
    transaction,
    { organizationId, actor, clock: services.clock },
    { action: 'member.join', objectType: 'member', objectId: id, detail: { name, email, role: current.role, invitation: current.id } },
  );
}
