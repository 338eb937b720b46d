import { estimateExport, estimateExportInput } from '@tollgate/services/export/estimate-export';
import { getExport, getExportInput } from '@tollgate/services/export/get-export';
import { startExport, startExportInput } from '@tollgate/services/export/start-export';
import { countFacets, countFacetsInput } from '@tollgate/services/request-log/count-facets';
import { getHistogram, getHistogramInput } from '@tollgate/services/request-log/get-histogram';
import { getRequest, getRequestInput } from '@tollgate/services/request-log/get-request';
import { getRequestContent, getRequestContentInput } from '@tollgate/services/request-log/get-request-content';
import { listRequests, listRequestsInput } from '@tollgate/services/request-log/list-requests';
import { watchRequests, watchRequestsInput } from '@tollgate/services/request-log/watch-requests';
import { parsedByListVerb } from '../parsed-by-list-verb.ts';
import { procedure } from '../procedures.ts';
import { trackedEvents } from '../tracked-events.ts';
import { trpc } from '../trpc.ts';

export const requestLogRouter = trpc.router({
  list: procedure
    .permission('request:read')
    .input(parsedByListVerb(listRequestsInput))
    .query(({ ctx, input }) => listRequests(ctx.tenant, input)),
  histogram: procedure
    .permission('request:read')
    .input(getHistogramInput)
    .query(({ ctx, input }) => getHistogram(ctx.tenant, input)),
  facets: procedure
    .permission('request:read')
    .input(countFacetsInput)
    .query(({ ctx, input }) => countFacets(ctx.tenant, input)),
  get: procedure
    .permission('request:read')
    .input(getRequestInput)
    .query(({ ctx, input }) => getRequest(ctx.tenant, input)),
  getContent: procedure
    .permission('request:read_content')
    .input(getRequestContentInput)
    .query(({ ctx, input }) => getRequestContent(ctx.tenant, input)),
  estimateExport: procedure
    .permission('request:read')
    .input(estimateExportInput)
    .query(({ ctx, input }) => estimateExport(ctx.tenant, input)),
  startExport: procedure
    .permission('request:export')
    .input(startExportInput)
    .mutation(({ ctx, input }) => startExport(ctx.tenant, input)),
  getExport: procedure
    .permission('request:read')
    .input(getExportInput)
    .query(({ ctx, input }) => getExport(ctx.tenant, input)),
  watch: procedure
    .permission('request:read')
    .input(watchRequestsInput)
    .subscription(({ ctx, input, signal }) =>
      trackedEvents(
        ctx,
        watchRequests(ctx.tenant, input, { sessionId: ctx.session.sessionId, signal: signal ?? new AbortController().signal }),
      ),
    ),
});
