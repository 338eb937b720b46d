import { listAuditActors } from '@tollgate/services/audit/list-actors';
import { listAuditEvents, listAuditEventsInput } from '@tollgate/services/audit/list-audit-events';
import { parsedByListVerb } from '../parsed-by-list-verb.ts';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const auditRouter = trpc.router({
  list: procedure
    .permission('audit:read')
    .input(parsedByListVerb(listAuditEventsInput))
    .query(({ ctx, input }) => listAuditEvents(ctx.tenant, input)),
  listActors: procedure.permission('audit:read').query(({ ctx }) => listAuditActors(ctx.tenant)),
});
