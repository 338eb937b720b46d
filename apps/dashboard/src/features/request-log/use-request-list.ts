'use client';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { countNew, mergeFreshPage } from './merge-rows.ts';
import type { RequestRow } from './request-types.ts';

const PAGE_SIZE = 50;
const REFRESH_MS = 3000;

export type RequestFilters = {
  projectId: string;
  from: string;
  to: string;
  status?: 'success' | 'error';
  model?: string;
  keyId?: string;
  search?: string;
};

type RequestListOptions = {
  filters: RequestFilters;
  /** Whether the newest page is asked for every three seconds. */
  isLive: boolean;
  /** Asked when new rows arrive: whether they must wait because someone is reading or pointing at the rows below. */
  isHeld: () => boolean;
};

/**
 * The loaded pages, newest first, kept fresh from the top. New rows go in at once when nobody would notice the shift; otherwise they
 * wait to be asked for.
 */
export function useRequestList({ filters, isLive, isHeld }: RequestListOptions) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const options = trpc.requestLog.list.infiniteQueryOptions(
    { ...filters, limit: PAGE_SIZE },
    {
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
    },
  );
  const list = useInfiniteQuery(options);
  const isReady = list.isSuccess && !list.isPlaceholderData;
  const fresh = useQuery(
    trpc.requestLog.list.queryOptions(
      { ...filters, limit: PAGE_SIZE },
      { enabled: isLive && isReady, refetchInterval: REFRESH_MS, staleTime: 0 },
    ),
  );

  const pages = list.data?.pages ?? [];
  const freshPage = isReady && fresh.isSuccess && fresh.dataUpdatedAt >= list.dataUpdatedAt ? fresh.data : undefined;
  const waitingCount = freshPage === undefined ? 0 : countNew(pages, freshPage);

  function showNew(): void {
    if (freshPage === undefined) return;
    queryClient.setQueryData(options.queryKey, (data) => {
      if (data === undefined) return data;
      const merged = mergeFreshPage(data.pages, freshPage);
      return { pages: merged, pageParams: data.pageParams.slice(0, merged.length) };
    });
  }

  const onArrival = useEffectEvent((_arrivedAt: number) => {
    if (waitingCount > 0 && !isHeld()) showNew();
  });
  // Only the arrival of a page asks again: a later change of heart is the reader's own click.
  useEffect(() => onArrival(fresh.dataUpdatedAt), [fresh.dataUpdatedAt]);

  const rows: RequestRow[] = pages.flatMap((page) => page.rows);
  return { list, fresh, rows, waitingCount, showNew };
}
