import { listMembers } from '@tollgate/services/organization/list-members';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const memberRouter = trpc.router({
  list: procedure.permission('member:read').query(({ ctx }) => listMembers(ctx.tenant)),
});
