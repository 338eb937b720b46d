import type { AppRouter } from '@tollgate/api/root';
import type { inferRouterOutputs } from '@trpc/server';

/** A key as the list shows it. */
export type ApiKeyRow = inferRouterOutputs<AppRouter>['apiKey']['list'][number];
