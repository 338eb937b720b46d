'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import { ErrorState } from '@tollgate/ui/error-state';
import { Skeleton } from '@tollgate/ui/skeleton';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { describeError } from '../../trpc/describe-error.ts';
import { FirstRequest } from './first-request.tsx';
import { KeyCard } from './key-card.tsx';
import { NextSteps } from './next-steps.tsx';
import { SnippetTabs } from './snippet-tabs.tsx';
import { useFirstRequest } from './use-first-request.ts';

const PLACEHOLDER = 'YOUR_API_KEY';
/** What arrived while the page was being loaded is the first request too. */
const LOADING_MS = 60_000;

type WelcomeProps = {
  hasKeys: boolean;
  /** Whether the project had requests when the page was made. */
  hadTraffic: boolean;
  /** When it was made, in epoch milliseconds. */
  openedAtMs: number;
};

/**
 * From an empty project to its first request on one screen. The key is made when the page is first seen and the project has none;
 * it is on this screen only, and gone when the screen is left.
 */
export function Welcome({ hasKeys, hadTraffic, openedAtMs }: WelcomeProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { project, href, can } = useWorkspace();
  const [isKeyShown, setKeyShown] = useState(false);
  const create = useMutation(
    trpc.apiKey.create.mutationOptions({ onSuccess: () => queryClient.invalidateQueries(trpc.apiKey.list.pathFilter()) }),
  );
  const mayCreate = can('api_key:create');
  const hasStarted = useRef(false);
  const { mutate } = create;
  useEffect(() => {
    if (hasKeys || hasStarted.current || !mayCreate) return;
    hasStarted.current = true;
    mutate({ projectId: project.id, name: 'First key' });
  }, [hasKeys, mayCreate, mutate, project.id]);
  const first = useFirstRequest(hadTraffic ? openedAtMs : openedAtMs - LOADING_MS);
  const { data: progress } = useQuery(trpc.onboarding.progress.queryOptions({}));

  const apiKey = create.data?.key;
  const isMaking = !hasKeys && mayCreate && create.data === undefined && !create.isError;
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="text-lg font-semibold">{hadTraffic ? 'Make a request' : 'Make your first request'}</h1>
        <p className="mt-1 text-muted-foreground">
          Point any OpenAI client at Tollgate. The model <code className="font-mono">sim/echo</code> is simulated: it needs no upstream key
          and answers with your own words.
        </p>
      </div>
      {create.isError ? (
        <ErrorState
          title="The API key could not be made"
          {...describeError(create.error)}
          onRetry={() => create.mutate({ projectId: project.id, name: 'First key' })}
          isRetrying={create.isPending}
        />
      ) : isMaking ? (
        <div role="status" aria-label="Making your API key" className="rounded-lg border bg-surface p-4">
          <Skeleton className="w-40" />
          <Skeleton className="mt-3 h-8 w-full" />
        </div>
      ) : apiKey === undefined ? (
        <section aria-label="API key" className="rounded-lg border bg-surface p-4">
          <h2 className="font-semibold">{hasKeys ? 'This project has an API key' : 'This project has no API key yet'}</h2>
          <p className="mt-1 text-muted-foreground">
            {hasKeys
              ? `It was shown once, when it was made. Put it in the place of ${PLACEHOLDER} below${mayCreate ? ', or make another' : ''}.`
              : 'Your role does not make keys: ask a developer, admin or owner for one.'}
          </p>
          {mayCreate && (
            <Button
              className="mt-3"
              isPending={create.isPending}
              onClick={() => create.mutate({ projectId: project.id, name: 'Another key' })}
            >
              Make another key
            </Button>
          )}
        </section>
      ) : (
        <KeyCard apiKey={apiKey} isShown={isKeyShown} onShown={setKeyShown} />
      )}
      <section aria-label="Snippets">
        <SnippetTabs apiKey={apiKey ?? PLACEHOLDER} isMasked={apiKey !== undefined && !isKeyShown} hasAgentPrompt />
      </section>
      <FirstRequest hadTraffic={hadTraffic} {...first} />
      {progress !== undefined && (hadTraffic || first.request !== null) && <NextSteps progress={progress} />}
      <div>
        <Link href={href('/overview')} className={buttonClassName('secondary')}>
          Go to the dashboard
        </Link>
      </div>
    </div>
  );
}
