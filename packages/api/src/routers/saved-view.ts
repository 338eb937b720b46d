import { createSavedView, createSavedViewInput } from '@tollgate/services/saved-view/create-saved-view';
import { deleteSavedView, deleteSavedViewInput } from '@tollgate/services/saved-view/delete-saved-view';
import { listSavedViews } from '@tollgate/services/saved-view/list-saved-views';
import { updateSavedView, updateSavedViewInput } from '@tollgate/services/saved-view/update-saved-view';
import { parsedByVerb } from '../parsed-by-verb.ts';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const savedViewRouter = trpc.router({
  list: procedure.permission('request:read').query(({ ctx }) => listSavedViews(ctx.tenant)),
  create: procedure
    .permission('saved_view:update')
    .input(parsedByVerb(createSavedViewInput))
    .mutation(({ ctx, input }) => createSavedView(ctx.tenant, input)),
  update: procedure
    .permission('saved_view:update')
    .input(parsedByVerb(updateSavedViewInput))
    .mutation(({ ctx, input }) => updateSavedView(ctx.tenant, input)),
  delete: procedure
    .permission('saved_view:update')
    .input(deleteSavedViewInput)
    .mutation(({ ctx, input }) => deleteSavedView(ctx.tenant, input)),
});
