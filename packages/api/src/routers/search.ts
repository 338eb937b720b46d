import { find, findInput } from '@tollgate/services/search/find';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const searchRouter = trpc.router({
  find: procedure
    .permission('organization:read')
    .input(findInput)
    .query(({ ctx, input }) => find(ctx.tenant, input)),
});
