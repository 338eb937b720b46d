import type { AppRouter } from '@tollgate/api/root';
import type { inferRouterOutputs } from '@trpc/server';

export type Account = inferRouterOutputs<AppRouter>['account']['get'];
