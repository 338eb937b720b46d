import type { AppRouter } from '@tollgate/api/root';
import type { inferRouterOutputs } from '@trpc/server';

type Outputs = inferRouterOutputs<AppRouter>['requestLog'];

export type RequestPage = Outputs['list'];
export type RequestRow = RequestPage['rows'][number];
export type RequestDetail = Outputs['get'];
export type RequestAttempt = RequestDetail['attempts'][number];
export type RequestContent = NonNullable<Outputs['getContent']>;
