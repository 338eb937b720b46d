import type { Role } from '@tollgate/core/access/permission';
import { scopeTo } from '@tollgate/db/tenant-scope';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { invitationStatus } from './invitation-status.ts';

export type InvitationView = {
  id: string;
  /** `null` for a link. */
  email: string | null;
  role: Role;
  status: 'pending' | 'expired';
  /** `null` when whoever invited has left. */
  invitedBy: string | null;
  /** ISO instants. */
  createdAt: string;
  expiresAt: string;
};

const FORGOTTEN_AFTER_MS = 30 * 86_400_000;

/** Invitations that nobody has accepted or revoked, newest first; expired ones for a month, so that they can be sent again. */
export async function listInvitations(context: TenantContext): Promise<InvitationView[]> {
  requirePermission(context, 'invitation:read');
  const scope = scopeTo(context.database, context.organizationId);
  const now = context.clock();
  const invitations = await scope.invitation.findMany({
    where: { acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date(now - FORGOTTEN_AFTER_MS) } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 500,
  });
  const inviters = await scope.membership.findMany({
    where: { userId: { in: invitations.map(({ invitedById }) => invitedById) } },
    select: { userId: true, user: { select: { name: true } } },
  });
  const names = new Map(inviters.map(({ userId, user }) => [userId, user.name]));
  return invitations.map((invitation) => ({
    id: invitation.id,
    email: invitation.email,
    role: invitation.role,
    status: invitationStatus(invitation, now) === 'expired' ? 'expired' : 'pending',
    invitedBy: names.get(invitation.invitedById) ?? null,
    createdAt: invitation.createdAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
  }));
}
