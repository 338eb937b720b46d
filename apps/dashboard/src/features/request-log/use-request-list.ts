'use client';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { layOver, mergeRows } from './merge-rows.ts';
import type { RequestQuestion } from './request-question.ts';
import type { RequestRow } from './request-types.ts';

const PAGE_SIZE = 100;

/** The loaded pages with the rows that came in since on top. */
export function useRequestList(question: RequestQuestion, live: readonly RequestRow[]) {
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.requestLog.list.infiniteQueryOptions(
      { ...question, limit: PAGE_SIZE },
      {
        getNextPageParam: (page) => page.nextCursor,
        placeholderData: keepPreviousData,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
      },
    ),
  );
  const { data } = list;
  const pages = useMemo(() => mergeRows(data?.pages.flatMap((page) => page.rows) ?? []), [data]);
  const ids = useMemo(() => new Set(pages.map(({ requestId }) => requestId)), [pages]);
  const rows = useMemo(() => layOver(live, pages, ids), [live, pages, ids]);
  return { list, rows, searchedBackTo: data?.pages.at(-1)?.searchedBackTo ?? null };
}
