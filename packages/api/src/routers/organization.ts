import { listOrganizations } from '@tollgate/services/auth/list-organizations';
import { signedInProcedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const organizationRouter = trpc.router({
  /** The organisations that the signed-in person belongs to. */
  listMine: signedInProcedure.query(({ ctx }) => listOrganizations(ctx.services, ctx.session.userId)),
});
