import type { Role } from '@tollgate/core/access/permission';
import { scopeTo } from '@tollgate/db/tenant-scope';
import type { TenantContext } from '../context.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { invitationLink } from './invitation-token.ts';

/** Has the link sent. `false` when the queue does not answer. */
export async function mailInvitation(context: TenantContext, invitation: { email: string; role: Role; token: string }): Promise<boolean> {
  const scope = scopeTo(context.database, context.organizationId);
  const organization = await scope.organization.findFirstOrThrow({ select: { name: true } });
  const inviter = await scope.membership.findFirst({ where: { id: context.memberId ?? '' }, select: { user: { select: { name: true } } } });
  return queueMail(context, {
    to: invitation.email,
    template: 'invitation',
    data: {
      organizationName: organization.name,
      inviterName: inviter?.user.name ?? organization.name,
      role: invitation.role,
      link: invitationLink(context.publicUrl, invitation.token),
    },
  });
}
