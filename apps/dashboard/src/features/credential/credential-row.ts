import type { AppRouter } from '@tollgate/api/root';
import type { inferRouterOutputs } from '@trpc/server';

/** A credential as the list shows it; its secret is never part of it. */
export type CredentialRow = inferRouterOutputs<AppRouter>['credential']['list'][number];

export type ProviderOption = inferRouterOutputs<AppRouter>['credential']['listProviders'][number];
