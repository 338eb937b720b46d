import type { Invitation } from '@tollgate/db/generated/client';
import { countAgainst } from '../access/throttle.ts';
import { networkOf } from '../auth/network-of.ts';
import type { Services } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { hashInvitationToken } from './invitation-token.ts';

export type OpenedInvitation = Invitation & { organization: { id: string; slug: string; name: string } };

/**
 * The invitation that a token belongs to, whatever has become of it. Throws `not_found` for any other text, as when the organisation was
 * deleted, and `too_many_requests` after 60 looks in 15 minutes from one network.
 */
export async function openInvitation(services: Services, token: string, address: string | null): Promise<OpenedInvitation> {
  await countAgainst(services, { name: 'open-invitation', limit: 60, windowMs: 15 * 60_000 }, networkOf(address ?? 'unknown'));
  const invitation = await services.database.prisma.invitation.findFirst({
    where: { tokenHash: hashInvitationToken(token), organization: { deletedAt: null } },
    include: { organization: { select: { id: true, slug: true, name: true } } },
  });
  if (!invitation)
    throw new ServiceError('not_found', 'This invitation link leads nowhere: it was replaced by a newer one, or was not copied whole.', {
      field: 'token',
    });
  return invitation;
}
