import { listEndUsers, listEndUsersInput } from '@tollgate/services/end-user/list-end-users';
import { listSessions, listSessionsInput } from '@tollgate/services/end-user/list-sessions';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const endUserRouter = trpc.router({
  list: procedure
    .permission('request:read')
    .input(listEndUsersInput)
    .query(({ ctx, input }) => listEndUsers(ctx.tenant, input)),
  listSessions: procedure
    .permission('request:read')
    .input(listSessionsInput)
    .query(({ ctx, input }) => listSessions(ctx.tenant, input)),
});
