import { listPrices, listPricesInput } from '@tollgate/services/price/list-prices';
import { listUnpriced } from '@tollgate/services/price/list-unpriced';
import { savePriceOverride, savePriceOverrideInput } from '@tollgate/services/price/save-price-override';
import { procedure } from '../procedures.ts';
import { trpc } from '../trpc.ts';

export const priceRouter = trpc.router({
  list: procedure
    .permission('price:read')
    .input(listPricesInput)
    .query(({ ctx, input }) => listPrices(ctx.tenant, input)),
  listUnpriced: procedure.permission('price:read').query(({ ctx }) => listUnpriced(ctx.tenant)),
  saveOverride: procedure
    .permission('price:update')
    .input(savePriceOverrideInput)
    .mutation(({ ctx, input }) => savePriceOverride(ctx.tenant, input)),
});
