import type { AppRouter } from '@tollgate/api/root';
import type { inferRouterOutputs } from '@trpc/server';

type Outputs = inferRouterOutputs<AppRouter>['requestLog'];

export type RequestRow = Outputs['list']['rows'][number];
export type RequestFacets = Outputs['facets'];
export type RequestDetail = Outputs['get'];
export type RequestAttempt = RequestDetail['attempts'][number];
export type RequestContent = NonNullable<Outputs['getContent']>;
