'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@tollgate/ui/button';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import { CopyButton } from '@tollgate/ui/copy-button';
import { ErrorState } from '@tollgate/ui/error-state';
import { Skeleton } from '@tollgate/ui/skeleton';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { describeError } from '../../trpc/describe-error.ts';
import { FirstRequest } from './first-request.tsx';
import { SnippetTabs } from './snippet-tabs.tsx';

const PLACEHOLDER = 'YOUR_API_KEY';

/**
 * From an empty project to its first request on one screen. The key is made when the page is first seen and the project has none;
 * it is on this screen only, and gone when the screen is left.
 */
export function Welcome({ hasKeys }: { hasKeys: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { project, href, can } = useWorkspace();
  const create = useMutation(
    trpc.apiKey.create.mutationOptions({ onSuccess: () => queryClient.invalidateQueries(trpc.apiKey.list.pathFilter()) }),
  );
  const hasStarted = useRef(false);
  const { mutate } = create;
  useEffect(() => {
    if (hasKeys || hasStarted.current) return;
    hasStarted.current = true;
    mutate({ projectId: project.id, name: 'First key' });
  }, [hasKeys, mutate, project.id]);

  const apiKey = create.data?.key;
  const isMaking = !hasKeys && create.data === undefined && !create.isError;
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="text-lg font-semibold">Make your first request</h1>
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
        <section className="rounded-lg border bg-surface p-4">
          <h2 className="font-semibold">This project has an API key</h2>
          <p className="mt-1 text-muted-foreground">
            It was shown once, when it was made. Put it in the place of {PLACEHOLDER} below, or make another on the page API keys.
          </p>
          {can('api_key:create') && (
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
        <section aria-label="Your API key" className="rounded-lg border border-accent bg-surface p-4">
          <h2 className="font-semibold">Your API key</h2>
          <p className="mt-1 text-muted-foreground">Store it now. It is shown this once; only its hash is kept.</p>
          <div className="mt-3 flex flex-wrap items-center gap-2">
            <code
              data-testid="api-key"
              className="min-w-0 flex-1 basis-64 rounded-md border bg-surface-sunken px-2.5 py-2 font-mono text-xs break-all"
            >
              {apiKey}
            </code>
            <CopyButton value={apiKey} label="Copy API key" text="Copy key" variant="primary" />
          </div>
        </section>
      )}
      <section aria-label="Snippets">
        <SnippetTabs apiKey={apiKey ?? PLACEHOLDER} />
      </section>
      <FirstRequest />
      <div>
        <Link href={href('/requests')} className={buttonClassName('secondary')}>
          Go to the dashboard
        </Link>
      </div>
    </div>
  );
}
