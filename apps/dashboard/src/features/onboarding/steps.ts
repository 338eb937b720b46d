import type { AppRouter } from '@tollgate/api/root';
import type { inferRouterOutputs } from '@trpc/server';

export type Progress = inferRouterOutputs<AppRouter>['onboarding']['progress'];

export type Step = { title: string; why: string; path: string; isDone: (progress: Progress) => boolean };

/** The way from an empty project to one that can be relied on. */
export const STEPS: readonly [Step, ...Step[]] = [
  {
    title: 'Make a request',
    why: 'The simulated model needs no provider.',
    path: '/welcome',
    isDone: ({ hasRequest }) => hasRequest,
  },
  {
    title: 'Add a provider key',
    why: 'Then the models of OpenAI, Anthropic and others answer under the same address.',
    path: '/providers',
    isDone: ({ hasCredential }) => hasCredential,
  },
  {
    title: 'Add a fallback',
    why: 'A route with a second target answers when the first one fails.',
    path: '/routes',
    isDone: ({ hasFallback }) => hasFallback,
  },
  {
    title: 'Set a budget',
    why: 'A key with a budget cannot spend more, whatever happens.',
    path: '/keys',
    isDone: ({ hasBudget }) => hasBudget,
  },
];
