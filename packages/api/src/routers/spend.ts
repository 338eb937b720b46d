import { querySpend, querySpendInput } from '@tollgate/services/spend/query-spend';
import { parsedByVerb } from '../parsed-by-verb.ts';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const spendRouter = trpc.router({
  query: procedure
    .permission('spend:read')
    .input(parsedByVerb(querySpendInput))
    .query(({ ctx, input }) => querySpend(ctx.tenant, input)),
});
