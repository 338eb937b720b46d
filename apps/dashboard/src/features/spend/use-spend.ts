'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../trpc/client.tsx';
import type { Bucket } from '../time-range/bucket.ts';
import type { Range } from '../time-range/range.ts';
import type { GroupBy } from './spend-search-params.ts';

/** The table shows these; the chart folds them further. */
const TOP = 100;
const REFETCH_MS = 30_000;

type SpendQuestion = {
  range: Range;
  /** Part by part, beside the range. */
  compared: Range | null;
  /** For the sums alone, where nothing is compared part by part. */
  before: Range;
  zone: string;
  bucket: Bucket;
  groupBy: GroupBy;
  projectIds: string[] | undefined;
};

/** The spend of a range and, for comparison, that of another. The last answer stays while the next is on its way. */
export function useSpend({ range, compared, before, zone, bucket, groupBy, projectIds }: SpendQuestion) {
  const trpc = useTRPC();
  const scope = projectIds === undefined ? {} : { projectIds };
  const isCompared = compared !== null && compared.toMs > compared.fromMs;
  const current = useQuery(
    trpc.spend.query.queryOptions(
      {
        ...toSpan(range),
        zone,
        bucket,
        groupBy: groupBy === 'organization' ? 'none' : groupBy,
        top: TOP,
        ...scope,
        ...(isCompared ? { compared: toSpan(compared) } : {}),
      },
      { placeholderData: keepPreviousData, refetchInterval: REFETCH_MS },
    ),
  );
  const previous = useQuery(
    trpc.spend.query.queryOptions(
      { ...toSpan(before), zone, bucket, groupBy: 'none', ...scope },
      { placeholderData: keepPreviousData, enabled: !isCompared && before.toMs > before.fromMs },
    ),
  );
  return { current, previousTotals: isCompared ? current.data?.compared?.totals : previous.data?.totals };
}

function toSpan({ fromMs, toMs }: Range): { from: string; to: string } {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}
