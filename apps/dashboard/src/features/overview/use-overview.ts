'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../trpc/client.tsx';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { type Bucket, chooseBucket } from '../time-range/bucket.ts';
import { previousRange, type Range } from '../time-range/range.ts';
import type { TimeRange } from '../time-range/use-time-range.ts';
import type { OverviewScope } from './request-links.ts';

const REFETCH_MS = 30_000;
const DAY_MS = 86_400_000;

/** Fine enough to show a spike of minutes within a day. */
export function overviewBucket(range: Range): Bucket {
  return range.toMs - range.fromMs <= 1.1 * DAY_MS ? 'quarter' : chooseBucket(range, null);
}

/** What the overview shows. Budgets are asked for only by who may see them; all of it is kept fresh. */
export function useOverview(time: TimeRange, scope: OverviewScope) {
  const trpc = useTRPC();
  const { project, can } = useWorkspace();
  const { choice, range, zone, nowMs } = time;
  const narrowed = scope === 'project' ? { projectIds: [project.id] } : {};
  const fresh = { placeholderData: keepPreviousData, refetchInterval: REFETCH_MS };
  const compared = toSpan(previousRange(choice, zone, nowMs));
  const overview = useQuery(
    trpc.overview.get.queryOptions({ ...toSpan(range), zone, bucket: overviewBucket(range), compared, ...narrowed }, fresh),
  );
  const budgets = useQuery(
    trpc.overview.listBudgets.queryOptions(narrowed, { ...fresh, enabled: can('spend:read') && can('api_key:read') }),
  );
  const changes = useQuery(trpc.overview.listChanges.queryOptions(toSpan(range), fresh));
  return { overview, budgets, changes };
}

function toSpan({ fromMs, toMs }: Range): { from: string; to: string } {
  return { from: new Date(fromMs).toISOString(), to: new Date(Math.max(toMs, fromMs + 1)).toISOString() };
}
