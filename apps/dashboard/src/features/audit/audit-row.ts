import type { AppRouter } from '@tollgate/api/root';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';

export type AuditRow = inferRouterOutputs<AppRouter>['audit']['list']['rows'][number];
export type AuditFilter = Omit<inferRouterInputs<AppRouter>['audit']['list'], 'cursor' | 'limit'>;
export type AuditedType = NonNullable<AuditFilter['objectType']>;
