'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { classNames } from '@tollgate/ui/class-names';
import { CircleCheck, CircleDashed, X } from 'lucide-react';
import Link from 'next/link';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { STEPS } from './steps.ts';

const REFETCH_MS = 15_000;

/** The first steps in the sidebar, for those who can take them, until they are taken or the list is put away. */
export function Checklist({ onNavigate }: { onNavigate?: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { can, href } = useWorkspace();
  const { data: progress } = useQuery(
    trpc.onboarding.progress.queryOptions(
      {},
      {
        enabled: can('api_key:create'),
        refetchInterval: ({ state }) =>
          state.data?.isDismissed || STEPS.every(({ isDone }) => state.data && isDone(state.data)) ? false : REFETCH_MS,
      },
    ),
  );
  const dismiss = useMutation(
    trpc.onboarding.dismissChecklist.mutationOptions({
      onMutate: () =>
        queryClient.setQueryData(trpc.onboarding.progress.queryKey({}), (before) => (before ? { ...before, isDismissed: true } : before)),
      onError: () => queryClient.invalidateQueries(trpc.onboarding.progress.pathFilter()),
    }),
  );
  if (progress === undefined || progress.isDismissed) return null;
  const done = STEPS.filter(({ isDone }) => isDone(progress)).length;
  if (done === STEPS.length) return null;
  return (
    <section aria-label="First steps" className="mt-4 rounded-md border bg-surface-sunken p-2 text-table">
      <div className="flex items-center gap-1 pl-1">
        <h2 className="flex-1 font-medium">
          First steps{' '}
          <span className="font-normal text-muted-foreground">
            {done} of {STEPS.length}
          </span>
        </h2>
        <Button
          variant="ghost"
          size="icon"
          className="size-6"
          aria-label="Put the first steps away"
          icon={<X aria-hidden />}
          onClick={() => dismiss.mutate()}
        />
      </div>
      <ul className="mt-1 flex flex-col">
        {STEPS.map((step) => {
          const isDone = step.isDone(progress);
          return (
            <li key={step.path}>
              <Link
                href={href(step.path)}
                {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
                className={classNames(
                  'flex items-center gap-2 rounded-sm px-1 py-1 hover:bg-surface-hover',
                  isDone && 'text-muted-foreground',
                )}
              >
                {isDone ? (
                  <CircleCheck aria-label="Done" className="size-4 shrink-0 text-success" />
                ) : (
                  <CircleDashed aria-label="To do" className="size-4 shrink-0 text-muted-foreground" />
                )}
                <span className={isDone ? 'line-through' : ''}>{step.title}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
