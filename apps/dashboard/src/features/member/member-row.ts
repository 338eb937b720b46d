import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@tollgate/api/root';

export type MemberRow = inferRouterOutputs<AppRouter>['member']['list'][number];
