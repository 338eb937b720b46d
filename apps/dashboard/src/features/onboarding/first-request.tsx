'use client';
import { useQuery } from '@tanstack/react-query';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';

const POLL_MS = 2000;

/** Watches for the project's first request and links to it once it is there. */
export function FirstRequest() {
  const trpc = useTRPC();
  const { project, href } = useWorkspace();
  const { data, isError } = useQuery({
    ...trpc.requestLog.list.queryOptions({ projectId: project.id, limit: 1 }),
    refetchInterval: (query) => (query.state.data?.rows.length ? false : POLL_MS),
  });
  const first = data?.rows[0];
  return (
    <div role="status" className="flex flex-wrap items-center gap-3 rounded-lg border bg-surface p-4">
      {first === undefined ? (
        <>
          <span aria-hidden className="animate-skeleton size-2.5 shrink-0 rounded-full bg-accent" />
          <span className="min-w-0 flex-1">
            <span className="block font-medium">Waiting for the first request…</span>
            <span className="block text-muted-foreground">
              {isError
                ? 'The request list does not answer right now; this page keeps asking.'
                : 'Run one of the snippets. This page notices within seconds.'}
            </span>
          </span>
        </>
      ) : (
        <>
          <CircleCheck aria-hidden className="size-5 shrink-0 text-success" />
          <span className="min-w-0 flex-1">
            <span className="block font-medium">Your first request arrived.</span>
            <span className="block truncate text-muted-foreground">
              {first.requestedModel}, answered in {first.durationMs} ms
            </span>
          </span>
          <Link href={href('/requests', { request: first.requestId })} className={buttonClassName('primary')}>
            See the request
          </Link>
        </>
      )}
    </div>
  );
}
