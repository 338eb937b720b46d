import { listOrganizations } from '@tollgate/services/auth/list-organizations';
import { leaveOrganization } from '@tollgate/services/member/leave-organization';
import { createOrganization, createOrganizationInput } from '@tollgate/services/organization/create-organization';
import { deleteOrganization, deleteOrganizationInput } from '@tollgate/services/organization/delete-organization';
import { describeOrganizationDeletion } from '@tollgate/services/organization/describe-deletion';
import { getOrganization } from '@tollgate/services/organization/get-organization';
import { transferOwnership, transferOwnershipInput } from '@tollgate/services/organization/transfer-ownership';
import { updateOrganization, updateOrganizationInput } from '@tollgate/services/organization/update-organization';
import { clientAddress } from '../client-address.ts';
import { parsedByVerb } from '../parsed-by-verb.ts';
import { ownAccountProcedure, procedure, signedInProcedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const organizationRouter = trpc.router({
  /** The organisations that the signed-in person belongs to. */
  listMine: signedInProcedure.query(({ ctx }) => listOrganizations(ctx.services, ctx.session.userId)),
  create: ownAccountProcedure
    .input(createOrganizationInput)
    .mutation(({ ctx, input }) =>
      createOrganization(ctx.services, input, { userId: ctx.session.userId, address: clientAddress(ctx.headers) }),
    ),
  get: procedure.permission('organization:read').query(({ ctx }) => getOrganization(ctx.tenant)),
  update: procedure
    .permission('organization:update')
    .input(parsedByVerb(updateOrganizationInput))
    .mutation(({ ctx, input }) => updateOrganization(ctx.tenant, input)),
  transfer: procedure
    .permission('organization:transfer')
    .input(transferOwnershipInput)
    .mutation(({ ctx, input }) => transferOwnership(ctx.tenant, input)),
  describeDeletion: procedure.permission('organization:read').query(({ ctx }) => describeOrganizationDeletion(ctx.tenant)),
  delete: procedure
    .permission('organization:delete')
    .input(deleteOrganizationInput)
    .mutation(({ ctx, input }) => deleteOrganization(ctx.tenant, input)),
  leave: procedure.permission('organization:leave').mutation(({ ctx }) => leaveOrganization(ctx.tenant)),
});
