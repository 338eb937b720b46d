import type { AppRouter } from '@tollgate/api/root';
import type { inferRouterOutputs } from '@trpc/server';

/** What the API answers to a question about spend. */
export type Spend = inferRouterOutputs<AppRouter>['spend']['query'];
