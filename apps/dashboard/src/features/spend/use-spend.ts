'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../trpc/client.tsx';
import type { Bucket } from '../time-range/bucket.ts';
import type { Range } from '../time-range/range.ts';
import type { GroupBy } from './spend-search-params.ts';

/** The table shows these; the chart folds them further. */
const TOP = 100;
const REFETCH_MS = 30_000;

type SpendQuestion = { range: Range; before: Range; zone: string; bucket: Bucket; groupBy: GroupBy; projectIds: string[] | undefined };

/** The spend of a range and, for comparison, the totals of the one before. The last answer stays while the next is on its way. */
export function useSpend({ range, before, zone, bucket, groupBy, projectIds }: SpendQuestion) {
  const trpc = useTRPC();
  const scope = projectIds === undefined ? {} : { projectIds };
  const current = useQuery(
    trpc.spend.query.queryOptions(
      { from: toIso(range.fromMs), to: toIso(range.toMs), zone, bucket, groupBy, top: TOP, ...scope },
      { placeholderData: keepPreviousData, refetchInterval: REFETCH_MS },
    ),
  );
  const previous = useQuery(
    trpc.spend.query.queryOptions(
      { from: toIso(before.fromMs), to: toIso(before.toMs), zone, bucket, groupBy: 'none', ...scope },
      { placeholderData: keepPreviousData, enabled: before.toMs > before.fromMs },
    ),
  );
  return { current, previous };
}

function toIso(ms: number): string {
  return new Date(ms).toISOString();
}
