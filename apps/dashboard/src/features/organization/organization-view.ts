import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@tollgate/api/root';

export type OrganizationSettings = inferRouterOutputs<AppRouter>['organization']['get'];
