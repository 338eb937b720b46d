'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { isTrpcError } from '../../trpc/is-trpc-error.ts';
import { createDrip } from './create-drip.ts';
import { layOver, mergeRows } from './merge-rows.ts';
import type { RequestQuestion } from './request-question.ts';
import type { RequestRow } from './request-types.ts';

/** Rows that came in and are kept on top of the list; older ones are found by loading it anew. */
const MOST_LIVE_ROWS = 1000;
const RATE_WINDOW_MS = 3000;
/** A row takes some half a millisecond to make; a frame has eight for all of them. */
const MOST_ROWS_A_FRAME = 3;

export type LiveState = 'off' | 'connecting' | 'live' | 'lost';

type LiveTailOptions = {
  question: RequestQuestion;
  isEnabled: boolean;
  /** Asked when rows arrive: whether they must wait, because someone reads or points at the rows below. */
  isHeld: () => boolean;
};

/**
 * Requests as they are recorded. They go on top at once while nobody would notice the shift, and wait to be asked for otherwise. A hidden
 * page does not listen; when it is shown again it catches up.
 */
export function useLiveTail({ question, isEnabled, isHeld }: LiveTailOptions) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const isVisible = useSyncExternalStore(
    subscribeToVisibility,
    () => document.visibilityState === 'visible',
    () => false,
  );
  const { projectId, filter } = question;
  const key = JSON.stringify([projectId, filter, question.from]);
  const [live, setLive] = useState<{ key: string; rows: RequestRow[] }>({ key, rows: [] });
  const [waiting, setWaiting] = useState<{ key: string; rows: RequestRow[]; count: number }>({ key, rows: [], count: 0 });
  const [recent, setRecent] = useState<readonly { atMs: number; shown: number; matched: number }[]>([]);
  const [drip] = useState(() => createDrip<RequestRow>(MOST_ROWS_A_FRAME));
  const held = useEffectEvent(isHeld);
  useEffect(() => (key === '' ? undefined : () => drip.clear()), [drip, key]);

  function put(rows: RequestRow[]): void {
    setLive((before) => {
      const own = before.key === key ? before.rows : [];
      const fresh = mergeRows(rows).filter(({ requestId }) => !own.some((row) => row.requestId === requestId));
      return { key, rows: layOver(fresh, own, NO_IDS).slice(0, MOST_LIVE_ROWS) };
    });
  }

  function receive(rows: RequestRow[], matched: number): void {
    const nowMs = performance.now();
    setRecent((before) => [...before.filter(({ atMs }) => atMs > nowMs - RATE_WINDOW_MS), { atMs: nowMs, shown: rows.length, matched }]);
    if (rows.length === 0) return;
    if (held()) {
      setWaiting((before) => {
        const isSame = before.key === key;
        return {
          key,
          rows: mergeRows(rows, isSame ? before.rows : []).slice(0, MOST_LIVE_ROWS),
          count: (isSame ? before.count : 0) + matched,
        };
      });
    } else drip.add(rows.toReversed(), put);
  }

  /** What was recorded between the loading of the list and the first event. */
  async function catchUp(): Promise<void> {
    const options = trpc.requestLog.list.queryOptions({ ...question, limit: 100 }, { staleTime: 0 });
    const page = await queryClient.fetchQuery(options).catch(() => null);
    const listed = queryClient.getQueryData(trpc.requestLog.list.infiniteQueryKey({ ...question, limit: 100 }));
    const known = new Set(
      (listed as { pages: { rows: RequestRow[] }[] } | undefined)?.pages.flatMap(({ rows }) => rows.map((row) => row.requestId)),
    );
    const missed = page?.rows.filter((row) => !known.has(row.requestId)) ?? [];
    if (missed.length > 0) receive(missed, missed.length);
  }

  const subscription = useSubscription(
    trpc.requestLog.watch.subscriptionOptions(
      { filter, ...(projectId === undefined ? {} : { projectId }) },
      {
        enabled: isEnabled && isVisible,
        onStarted: () => void catchUp(),
        onData: ({ data }) => receive(data.rows, data.matched),
        onError: (error) => {
          // Whoever is signed out is shown the way back by the next query.
          if (isTrpcError(error) && error.data?.httpStatus === 401) void queryClient.invalidateQueries();
        },
      },
    ),
  );

  const resume = useEffectEvent(() => showWaiting());
  useEffect(() => {
    if (!isEnabled) resume();
  }, [isEnabled]);

  function showWaiting(): void {
    if (waiting.key === key && waiting.rows.length > 0) put(waiting.rows);
    setWaiting({ key, rows: [], count: 0 });
  }

  const state: LiveState = !isEnabled
    ? 'off'
    : subscription.status === 'pending'
      ? 'live'
      : subscription.status === 'error'
        ? 'lost'
        : 'connecting';
  return {
    rows: live.key === key ? live.rows : NONE,
    waitingCount: waiting.key === key ? waiting.count : 0,
    /** Of so many requests one is shown. */
    sampledOneIn: isEnabled ? oneIn(recent) : 1,
    state,
    showWaiting,
  };
}

function oneIn(events: readonly { shown: number; matched: number }[]): number {
  const shown = events.reduce((sum, each) => sum + each.shown, 0);
  const matched = events.reduce((sum, each) => sum + each.matched, 0);
  return shown === 0 ? 1 : Math.max(1, Math.round(matched / shown));
}

const NONE: RequestRow[] = [];
const NO_IDS: ReadonlySet<string> = new Set();

function subscribeToVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
