import { querySpend, querySpendInput } from '@tollgate/services/spend/query-spend';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const spendRouter = trpc.router({
  query: procedure
    .permission('spend:read')
    .input(querySpendInput)
    .query(({ ctx, input }) => querySpend(ctx.tenant, input)),
});
