import type { AppRouter } from '@tollgate/api/root';
import type { inferRouterOutputs } from '@trpc/server';

type Answers = inferRouterOutputs<AppRouter>['overview'];
export type Overview = Answers['get'];
export type Change = Answers['listChanges'][number];
export type BurningBudget = Answers['listBudgets']['budgets'][number];
