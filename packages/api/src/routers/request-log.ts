import { getRequest, getRequestInput } from '@tollgate/services/request-log/get-request';
import { getRequestContent, getRequestContentInput } from '@tollgate/services/request-log/get-request-content';
import { listRequests, listRequestsInput } from '@tollgate/services/request-log/list-requests';
import { parsedByVerb } from '../parsed-by-verb.ts';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const requestLogRouter = trpc.router({
  list: procedure
    .permission('request:read')
    .input(parsedByVerb(listRequestsInput))
    .query(({ ctx, input }) => listRequests(ctx.tenant, input)),
  get: procedure
    .permission('request:read')
    .input(getRequestInput)
    .query(({ ctx, input }) => getRequest(ctx.tenant, input)),
  getContent: procedure
    .permission('request:read_content')
    .input(getRequestContentInput)
    .query(({ ctx, input }) => getRequestContent(ctx.tenant, input)),
});
