import { getOverview, getOverviewInput } from '@tollgate/services/overview/get-overview';
import { listBudgets, listBudgetsInput } from '@tollgate/services/overview/list-budgets';
import { listChanges, listChangesInput } from '@tollgate/services/overview/list-changes';
import { parsedByVerb } from '../parsed-by-verb.ts';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const overviewRouter = trpc.router({
  get: procedure
    .permission('request:read')
    .input(parsedByVerb(getOverviewInput))
    .query(({ ctx, input }) => getOverview(ctx.tenant, input)),
  listBudgets: procedure
    .permission('spend:read')
    .input(listBudgetsInput)
    .query(({ ctx, input }) => listBudgets(ctx.tenant, input)),
  listChanges: procedure
    .permission('organization:read')
    .input(listChangesInput)
    .query(({ ctx, input }) => listChanges(ctx.tenant, input)),
});
