'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RequestFilter } from '@tollgate/core/request-filter/request-filter';
import { Button } from '@tollgate/ui/button';
import { classNames } from '@tollgate/ui/class-names';
import { ErrorState } from '@tollgate/ui/error-state';
import { TableSkeleton } from '@tollgate/ui/table-skeleton';
import { ArrowUp } from 'lucide-react';
import { useCallback, useMemo, useRef } from 'react';
import { countOf } from '../member/count-of.ts';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { describeError } from '../../trpc/describe-error.ts';
import { useShortcuts } from '../shortcuts/use-shortcuts.ts';
import { formatInstant } from '../time-range/format-bucket.ts';
import type { TimeRange } from '../time-range/use-time-range.ts';
import { FacetDrawer } from './facet-drawer.tsx';
import { FacetRail } from './facet-rail.tsx';
import { LiveToggle } from './live-toggle.tsx';
import { QueryBar } from './query-bar.tsx';
import type { RequestColumn } from './request-columns.tsx';
import { RequestDrawer } from './request-drawer.tsx';
import { RequestEmpty } from './request-empty.tsx';
import { RequestHistogram } from './request-histogram.tsx';
import type { RequestQuestion } from './request-question.ts';
import { RequestTable, type RequestTableHandle } from './request-table.tsx';
import { stepSelection } from './step-selection.ts';
import { useFrozenRange } from './use-frozen-range.ts';
import { useLiveTail } from './use-live-tail.ts';
import { useRequestList } from './use-request-list.ts';
import { zoomChoice } from './zoom-choice.ts';

type RequestLogProps = {
  time: TimeRange;
  projectId: string | undefined;
  filter: RequestFilter;
  onFilter: (filter: RequestFilter) => void;
  columns: readonly RequestColumn[];
  isLive: boolean;
  onLive: (isLive: boolean) => void;
  requestId: string | null;
  onRequest: (requestId: string | null) => void;
};

export function RequestLog(props: RequestLogProps) {
  const { time, projectId, filter, onFilter, columns, isLive, onLive, requestId, onRequest } = props;
  const { range, zone, nowMs } = time;
  const { proxyUrl, href } = useWorkspace();
  const trpc = useTRPC();
  const tableRef = useRef<RequestTableHandle>(null);
  const scope = { filter, ...(projectId === undefined ? {} : { projectId }) };
  const listed = useFrozenRange(JSON.stringify([time.choice, zone, scope]), range, nowMs);
  const question = useMemo<RequestQuestion>(
    () => ({ ...(JSON.parse(JSON.stringify(scope)) as typeof scope), ...toInstants(listed) }),
    // Texts stand for what they say: an equal filter is the same filter.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [JSON.stringify(scope), listed],
  );
  const { fromMs, toMs } = range;
  const counted = useMemo<RequestQuestion>(() => ({ ...question, ...toInstants({ fromMs, toMs }) }), [question, fromMs, toMs]);
  const zoom = useCallback((from: number, to: number) => time.setChoice(zoomChoice(zone, from, to)), [time, zone]);
  const reachesNow = range.toMs >= nowMs;

  const tail = useLiveTail({
    question,
    isEnabled: isLive && reachesNow,
    isHeld: () => requestId !== null || (tableRef.current?.isHeld() ?? false),
  });
  const { list, rows, searchedBackTo } = useRequestList(question, tail.rows);
  const facets = useQuery(
    trpc.requestLog.facets.queryOptions(counted, {
      placeholderData: keepPreviousData,
      staleTime: 30_000,
      refetchInterval: tail.state === 'live' ? 60_000 : false,
    }),
  );
  const known = useMemo(() => new Map(facets.data?.facets.map(({ field, values }) => [field as string, values])), [facets.data]);

  function step(by: 1 | -1): void {
    const opener = document.activeElement instanceof HTMLElement ? document.activeElement.closest('tr')?.dataset['requestId'] : undefined;
    const ids = rows.map((row) => row.requestId);
    const next = stepSelection(ids, requestId ?? opener ?? null, by);
    if (next === null) return;
    if (requestId !== null) onRequest(next);
    tableRef.current?.focusRow(next);
  }
  useShortcuts('Requests', [
    { keys: 'j', label: 'Older request', run: () => step(1) },
    { keys: 'k', label: 'Newer request', run: () => step(-1) },
    { keys: 'l', label: isLive ? 'Stop following new requests' : 'Follow new requests', run: () => onLive(!isLive) },
    { keys: '/', label: 'Filter requests', run: () => document.querySelector<HTMLElement>('[role="combobox"]')?.focus() },
  ]);

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const loadMore = useCallback(() => {
    // A search that was cut short goes on when somebody says so.
    if (hasNextPage && !isFetchingNextPage && searchedBackTo === null) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, searchedBackTo]);
  const open = useCallback((id: string) => onRequest(id), [onRequest]);

  function close(): void {
    const closed = requestId;
    onRequest(null);
    if (closed !== null) tableRef.current?.focusRow(closed);
  }

  return (
    <div className="flex flex-col gap-3">
      <QueryBar filter={filter} known={known} onChange={onFilter} onOpenRequest={onRequest} />
      <RequestHistogram question={counted} zone={zone} refetchMs={tail.state === 'live' ? 30_000 : false} onZoom={zoom} />
      <p role="status" className="sr-only">
        {tail.waitingCount > 0
          ? tail.waitingCount === 1
            ? '1 new request is waiting'
            : `${tail.waitingCount} new requests are waiting`
          : list.data === undefined
            ? ''
            : `${countOf(rows.length, 'request')} loaded`}
      </p>
      <div className="grid items-start gap-3 xl:grid-cols-[11rem_minmax(0,1fr)] 2xl:grid-cols-[15rem_minmax(0,1fr)]">
        <aside
          aria-label="Facets"
          className="max-h-[calc(100dvh-23rem)] min-h-88 overflow-y-auto rounded-lg border bg-surface px-2.5 py-1 max-xl:hidden"
        >
          <FacetRail facets={facets.data} isStale={facets.isPlaceholderData} filter={filter} onChange={onFilter} />
        </aside>
        <div className="min-w-0">
          <div className="mb-2 flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted-foreground">
            <FacetDrawer>
              <FacetRail facets={facets.data} isStale={facets.isPlaceholderData} filter={filter} onChange={onFilter} />
            </FacetDrawer>
            <LiveToggle isOn={isLive} isPossible={reachesNow} state={tail.state} sampledOneIn={tail.sampledOneIn} onChange={onLive} />
            <span className="tabular-nums">{rows.length.toLocaleString('en-US')} loaded</span>
            <span className="ml-auto max-lg:hidden">
              <kbd className="font-mono">J</kbd> and <kbd className="font-mono">K</kbd> move, <kbd className="font-mono">Enter</kbd> opens,{' '}
              <kbd className="font-mono">L</kbd> follows
            </span>
          </div>
          {list.error !== null && (
            <ErrorState
              title="Requests could not be loaded"
              {...describeError(list.error)}
              onRetry={() => void list.refetch()}
              isRetrying={list.isFetching}
            />
          )}
          {list.data === undefined ? (
            list.error === null && <TableSkeleton label="requests" columns={['Time', ...columns.map(({ title }) => title)]} rows={12} />
          ) : rows.length === 0 && searchedBackTo === null ? (
            <RequestEmpty
              isFiltered={filter.length > 0}
              canWiden={!['30d', '90d'].includes(time.choice.preset)}
              proxyUrl={proxyUrl}
              keysHref={href('/keys')}
              onClear={() => onFilter([])}
              onWiden={() => time.setChoice({ preset: '30d', from: null, to: null })}
            />
          ) : (
            <div aria-busy={list.isPlaceholderData} className={classNames('relative', list.isPlaceholderData && 'opacity-60')}>
              {tail.waitingCount > 0 && (
                <div className="absolute inset-x-0 top-11 z-20 flex h-0 justify-center">
                  <Button
                    variant="primary"
                    size="small"
                    className="rounded-full shadow-md"
                    icon={<ArrowUp aria-hidden />}
                    onClick={() => {
                      tail.showWaiting();
                      tableRef.current?.scrollToTop();
                    }}
                  >
                    {tail.waitingCount.toLocaleString('en-US')} new
                  </Button>
                </div>
              )}
              <RequestTable
                rows={rows}
                columns={columns}
                zone={zone}
                nowMs={nowMs}
                selectedId={requestId}
                onOpen={open}
                onEnd={loadMore}
                handle={tableRef}
              />
              <div className="mt-2 flex min-h-7 flex-wrap items-center justify-between gap-3 text-xs text-muted-foreground">
                {searchedBackTo !== null ? (
                  <>
                    <p role="status">
                      Searched back to {formatInstant(searchedBackTo, zone)}
                      {rows.length === 0 ? ' and found nothing yet.' : '.'}
                    </p>
                    <Button size="small" isPending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                      Search further
                    </Button>
                  </>
                ) : isFetchingNextPage ? (
                  <p>Loading older requests…</p>
                ) : hasNextPage ? (
                  <Button size="small" onClick={() => void fetchNextPage()}>
                    Load older
                  </Button>
                ) : (
                  <p>No older ones in this range</p>
                )}
              </div>
            </div>
          )}
        </div>
      </div>
      <RequestDrawer requestId={requestId} zone={zone} onClose={close} onStep={step} />
    </div>
  );
}

function toInstants({ fromMs, toMs }: { fromMs: number; toMs: number }): { from: string; to: string } {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}
