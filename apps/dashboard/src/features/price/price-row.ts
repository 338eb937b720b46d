import type { AppRouter } from '@tollgate/api/root';
import type { inferRouterOutputs } from '@trpc/server';

type Outputs = inferRouterOutputs<AppRouter>['price'];

export type PriceRow = Outputs['list']['rows'][number];

/** What a new price is for, as far as it is known before the form is filled in. */
export type PricedModel = { provider: string; model: string };
