'use client';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useState } from 'react';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import type { RequestRow } from '../request-log/request-types.ts';
import type { Refusal } from './describe-refusal.ts';

/**
 * The first request that is recorded after a moment, and the last one that was turned away for its key, as they happen.
 *
 * @param sinceMs epoch milliseconds.
 */
export function useFirstRequest(sinceMs: number): { request: RequestRow | null; refusal: Refusal | null; isLost: boolean } {
  const trpc = useTRPC();
  const { project, can } = useWorkspace();
  const [request, setRequest] = useState<RequestRow | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const watch = useSubscription(
    trpc.requestLog.watch.subscriptionOptions(
      { projectId: project.id, lastEventId: `${sinceMs}-0` },
      {
        enabled: can('request:read') && request === null,
        // Newest first; of several that came together the oldest is the first.
        onData: ({ data }) => setRequest((before) => before ?? data.rows.at(-1) ?? null),
      },
    ),
  );
  useSubscription(
    trpc.onboarding.watchRefusedKeys.subscriptionOptions(
      { projectId: project.id },
      { enabled: can('api_key:read') && request === null, onData: ({ data }) => setRefusal(data.refused) },
    ),
  );
  return { request, refusal, isLost: watch.status === 'error' };
}
