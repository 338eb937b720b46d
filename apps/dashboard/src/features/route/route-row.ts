import type { AppRouter } from '@tollgate/api/root';
import type { inferRouterOutputs } from '@trpc/server';

export type RouteRow = inferRouterOutputs<AppRouter>['route']['list'][number];
