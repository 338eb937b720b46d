export type InvitationStatus = 'pending' | 'accepted' | 'revoked' | 'expired';

/** `expired` from the instant of `expiresAt` on. */
export function invitationStatus(
  invitation: { expiresAt: Date; acceptedAt: Date | null; revokedAt: Date | null },
  nowMs: number,
): InvitationStatus {
  if (invitation.acceptedAt !== null) return 'accepted';
  if (invitation.revokedAt !== null) return 'revoked';
  return invitation.expiresAt.getTime() <= nowMs ? 'expired' : 'pending';
}
