import type { AppRouter } from '@tollgate/api/root';
import type { inferRouterOutputs } from '@trpc/server';

type Outputs = inferRouterOutputs<AppRouter>['endUser'];

export type EndUser = Outputs['list']['users'][number];
export type EndUserSession = Outputs['listSessions']['sessions'][number];
