import { acceptInvitation, acceptInvitationInput } from '@tollgate/services/invitation/accept-invitation';
import { createInvitation, createInvitationInput } from '@tollgate/services/invitation/create-invitation';
import { listInvitations } from '@tollgate/services/invitation/list-invitations';
import { readInvitation, readInvitationInput } from '@tollgate/services/invitation/read-invitation';
import { resendInvitation, resendInvitationInput } from '@tollgate/services/invitation/resend-invitation';
import { restoreInvitation, restoreInvitationInput } from '@tollgate/services/invitation/restore-invitation';
import { revokeInvitation, revokeInvitationInput } from '@tollgate/services/invitation/revoke-invitation';
import { signUpWithInvitation, signUpWithInvitationInput } from '@tollgate/services/invitation/sign-up-with-invitation';
import { clientAddress } from '../client-address.ts';
import { parsedByVerb } from '../parsed-by-verb.ts';
import { ownAccountProcedure, procedure, publicProcedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const invitationRouter = trpc.router({
  list: procedure.permission('invitation:read').query(({ ctx }) => listInvitations(ctx.tenant)),
  create: procedure
    .permission('invitation:create')
    .input(parsedByVerb(createInvitationInput))
    .mutation(({ ctx, input }) => createInvitation(ctx.tenant, input)),
  resend: procedure
    .permission('invitation:create')
    .input(resendInvitationInput)
    .mutation(({ ctx, input }) => resendInvitation(ctx.tenant, input)),
  revoke: procedure
    .permission('invitation:revoke')
    .input(revokeInvitationInput)
    .mutation(({ ctx, input }) => revokeInvitation(ctx.tenant, input)),
  restore: procedure
    .permission('invitation:create')
    .input(restoreInvitationInput)
    .mutation(({ ctx, input }) => restoreInvitation(ctx.tenant, input)),
  /** For whoever holds the link. */
  read: publicProcedure
    .input(readInvitationInput)
    .query(({ ctx, input }) => readInvitation(ctx.services, input, clientAddress(ctx.headers))),
  signUp: publicProcedure
    .input(parsedByVerb(signUpWithInvitationInput))
    .mutation(({ ctx, input }) => signUpWithInvitation(ctx.services, input, clientAddress(ctx.headers))),
  accept: ownAccountProcedure
    .input(acceptInvitationInput)
    .mutation(({ ctx, input }) =>
      acceptInvitation(ctx.services, input, { userId: ctx.session.userId, address: clientAddress(ctx.headers) }),
    ),
});
