'use client';
import { Button } from '@tollgate/ui/button';
import { ErrorState } from '@tollgate/ui/error-state';
import { TableSkeleton } from '@tollgate/ui/table-skeleton';
import { ArrowUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { describeError } from '../../trpc/describe-error.ts';
import { resolveRange, type RangeChoice } from '../time-range/range.ts';
import { RequestDrawer } from './request-drawer.tsx';
import { RequestEmpty } from './request-empty.tsx';
import { hasFilter, type RequestQuery } from './request-query.ts';
import { RequestTable } from './request-table.tsx';
import { RequestToolbar } from './request-toolbar.tsx';
import { stepSelection } from './step-selection.ts';
import { useRequestList, type RequestFilters } from './use-request-list.ts';
import { useRowKeys } from './use-row-keys.ts';

type RequestLogProps = {
  query: RequestQuery;
  setQuery: (change: Partial<RequestQuery>) => void;
  zone: string;
  browserZone: string;
  nowMs: number;
};

export function RequestLog({ query, setQuery, zone, browserZone, nowMs }: RequestLogProps) {
  const { project, proxyUrl, href } = useWorkspace();
  const [isLive, setLive] = useState(true);
  const listRef = useRef<HTMLDivElement>(null);
  const choice: RangeChoice = { preset: query.range, from: query.from, to: query.to };
  const range = resolveRange(choice, zone, nowMs);
  const model = query.model.trim();
  const search = query.id.trim();
  const filters: RequestFilters = {
    projectId: project.id,
    from: new Date(range.fromMs).toISOString(),
    to: new Date(range.toMs).toISOString(),
    ...(query.status === null ? {} : { status: query.status }),
    ...(model === '' ? {} : { model }),
    ...(query.key === null ? {} : { keyId: query.key }),
    ...(search === '' ? {} : { search }),
  };

  const { list, rows, waitingCount, showNew } = useRequestList({
    filters,
    isLive,
    isHeld: () => query.request !== null || isInUse(listRef.current),
  });
  const ids = rows.map((row) => row.requestId);

  function step(by: 1 | -1): void {
    if (query.request !== null) return setQuery({ request: stepSelection(ids, query.request, by) });
    const focused = document.activeElement instanceof HTMLElement ? (document.activeElement.dataset['requestId'] ?? null) : null;
    const next = stepSelection(ids, focused, by);
    if (next !== null) listRef.current?.querySelector<HTMLElement>(`[data-request-id="${CSS.escape(next)}"]`)?.focus();
  }
  useRowKeys(step);

  return (
    <div className="flex flex-col gap-3">
      <RequestToolbar
        query={query}
        choice={choice}
        zone={zone}
        browserZone={browserZone}
        nowMs={nowMs}
        isLive={isLive}
        onChange={setQuery}
        onLive={setLive}
      />
      <p role="status" className="sr-only">
        {waitingCount > 0 ? `${waitingCount} new requests are waiting` : list.data === undefined ? '' : `${rows.length} requests shown`}
      </p>
      {list.error !== null && (
        <ErrorState
          title="Requests could not be loaded"
          {...describeError(list.error)}
          onRetry={() => void list.refetch()}
          isRetrying={list.isFetching}
        />
      )}
      {list.data === undefined ? (
        list.error === null && (
          <TableSkeleton
            label="requests"
            columns={['Time', 'Status', 'Model', 'Route', 'Key', 'End user', 'Tokens', 'Cost', 'Latency', 'TTFT']}
            rows={12}
          />
        )
      ) : rows.length === 0 ? (
        <RequestEmpty
          isFiltered={hasFilter(query)}
          canWiden={query.range !== '30d'}
          proxyUrl={proxyUrl}
          keysHref={href('/keys')}
          onClear={() => setQuery({ status: null, model: '', key: null, id: '' })}
          onWiden={() => setQuery({ range: '30d', from: null, to: null })}
        />
      ) : (
        <div ref={listRef} aria-busy={list.isPlaceholderData} className={list.isPlaceholderData ? 'opacity-60' : ''}>
          {waitingCount > 0 && (
            <div className="sticky top-14 z-20 flex h-0 justify-center lg:top-3">
              <Button
                variant="primary"
                size="small"
                className="mt-1 rounded-full shadow-md"
                icon={<ArrowUp aria-hidden />}
                onClick={() => showAndScroll()}
              >
                {waitingCount} new
              </Button>
            </div>
          )}
          <RequestTable
            rows={rows}
            zone={zone}
            nowMs={nowMs}
            selectedId={query.request}
            onOpen={(requestId) => setQuery({ request: requestId })}
          />
          <div className="mt-3 flex flex-wrap items-center justify-between gap-3 text-xs text-muted-foreground">
            <p>
              {rows.length.toLocaleString('en-US')} shown{list.hasNextPage ? '' : ', no older ones in this range'}
              <span className="max-md:hidden">
                {' '}
                · <kbd className="font-mono">J</kbd> and <kbd className="font-mono">K</kbd> move, <kbd className="font-mono">Enter</kbd>{' '}
                opens
              </span>
            </p>
            {list.hasNextPage && (
              <Button size="small" isPending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Load older
              </Button>
            )}
          </div>
        </div>
      )}
      <RequestDrawer requestId={query.request} zone={zone} onClose={() => setQuery({ request: null })} onStep={step} />
    </div>
  );

  function showAndScroll(): void {
    showNew();
    listRef.current?.scrollIntoView({ block: 'nearest' });
    window.scrollTo({ top: 0 });
  }
}

/** Whether someone reads, points at or has the focus in the rows, so that a shift would lead a click astray. */
function isInUse(list: HTMLElement | null): boolean {
  return list !== null && (list.matches(':hover') || list.contains(document.activeElement) || window.scrollY > 120);
}
