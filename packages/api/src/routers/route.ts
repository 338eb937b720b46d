import { deleteRoute, deleteRouteInput } from '@tollgate/services/route/delete-route';
import { listRoutes, listRoutesInput } from '@tollgate/services/route/list-routes';
import { saveRoute, saveRouteInput } from '@tollgate/services/route/save-route';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const routeRouter = trpc.router({
  list: procedure
    .permission('route:read')
    .input(listRoutesInput)
    .query(({ ctx, input }) => listRoutes(ctx.tenant, input)),
  save: procedure
    .permission('route:update')
    .input(saveRouteInput)
    .mutation(({ ctx, input }) => saveRoute(ctx.tenant, input)),
  delete: procedure
    .permission('route:update')
    .input(deleteRouteInput)
    .mutation(({ ctx, input }) => deleteRoute(ctx.tenant, input)),
});
