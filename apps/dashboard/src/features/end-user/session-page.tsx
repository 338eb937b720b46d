'use client';
import { useQuery } from '@tanstack/react-query';
import { formatRequestQuery } from '@tollgate/core/request-filter/format-request-query';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import { EmptyState } from '@tollgate/ui/empty-state';
import { PageHeader } from '@tollgate/ui/page-header';
import { TableSkeleton } from '@tollgate/ui/table-skeleton';
import { ChevronLeft, List } from 'lucide-react';
import Link from 'next/link';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { QueryView } from '../../shell/query-view.tsx';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { CallerText } from '../caller-text/caller-text.tsx';
import { RequestDrawer } from '../request-log/request-drawer.tsx';
import { stepSelection } from '../request-log/step-selection.ts';
import { useShortcuts } from '../shortcuts/use-shortcuts.ts';
import { TimeRangePicker } from '../time-range/time-range-picker.tsx';
import { type TimeRange, useTimeRange } from '../time-range/use-time-range.ts';
import { SessionTimeline } from './session-timeline.tsx';

const searchParams = {
  session: parseAsString.withDefault(''),
  request: parseAsString,
  scope: parseAsStringLiteral(['project', 'all']).withDefault('project'),
};

/** The calls of one session in their order. */
export function SessionPage() {
  const time = useTimeRange('7d');
  const { can, organization } = useWorkspace();
  if (!can('request:read')) {
    return (
      <EmptyState title="Your role does not include requests">
        Ask an owner or admin of {organization.name} for a role that may see them.
      </EmptyState>
    );
  }
  return time === null ? <TableSkeleton label="calls" columns={['Time', 'Model', 'Duration', 'Cost']} rows={8} /> : <Session time={time} />;
}

function Session({ time }: { time: TimeRange }) {
  const trpc = useTRPC();
  const { project, href } = useWorkspace();
  const [query, setQuery] = useQueryStates(searchParams, { history: 'replace' });
  const filter = [{ kind: 'text' as const, field: 'session' as const, isNot: false, values: [query.session] }];
  const calls = useQuery(
    trpc.requestLog.list.queryOptions(
      {
        filter,
        ...(query.scope === 'all' ? {} : { projectId: project.id }),
        from: new Date(time.range.fromMs).toISOString(),
        to: new Date(time.range.toMs).toISOString(),
        limit: 500,
      },
      { enabled: query.session !== '', staleTime: 30_000 },
    ),
  );
  const inOrder = calls.data?.rows.toReversed() ?? [];
  const ids = inOrder.map((row) => row.requestId);
  const step = (by: 1 | -1): void => void setQuery({ request: stepSelection(ids, query.request, by) });
  useShortcuts('Session', [
    { keys: 'j', label: 'Next call', run: () => step(1) },
    { keys: 'k', label: 'Previous call', run: () => step(-1) },
  ]);
  const user = inOrder.find((row) => row.endUser !== null)?.endUser ?? null;
  const kept = {
    range: time.choice.preset,
    ...(time.choice.from === null ? {} : { from: time.choice.from }),
    ...(time.choice.to === null ? {} : { to: time.choice.to }),
  };
  return (
    <>
      <Link
        href={href('/users', { ...kept, ...(user === null ? {} : { user }) })}
        className="mb-2 inline-flex items-center gap-1 text-xs text-accent"
      >
        <ChevronLeft aria-hidden className="size-3.5" />
        Users &amp; sessions
      </Link>
      <PageHeader
        title={
          <>
            Session <CallerText text={query.session} />
          </>
        }
        description={user === null ? undefined : <CallerText text={`Calls of ${user} in their order`} />}
        actions={
          <>
            <TimeRangePicker
              choice={time.choice}
              zone={time.zone}
              browserZone={time.browserZone}
              nowMs={time.nowMs}
              onChoice={time.setChoice}
              onZone={time.setZone}
            />
            <Link className={buttonClassName('secondary')} href={href('/requests', { ...kept, q: formatRequestQuery(filter) })}>
              <List aria-hidden />
              As a list
            </Link>
          </>
        }
      />
      {query.session === '' ? (
        <EmptyState title="No session is named">Open one from an end user on the page Users &amp; sessions.</EmptyState>
      ) : (
        <QueryView
          query={calls}
          errorTitle="The session could not be loaded"
          skeleton={<TableSkeleton label="calls" columns={['Time', 'Model', 'Duration', 'Cost']} rows={8} />}
        >
          {(data) =>
            inOrder.length === 0 ? (
              <EmptyState title="No calls of this session in this range">Choose a longer range to look further back.</EmptyState>
            ) : (
              <>
                {data.nextCursor !== null && (
                  <p className="mb-2 text-xs text-muted-foreground">The newest 500 calls are shown; “As a list” has all of them.</p>
                )}
                <SessionTimeline
                  calls={inOrder}
                  zone={time.zone}
                  selectedId={query.request}
                  onOpen={(request) => void setQuery({ request })}
                />
              </>
            )
          }
        </QueryView>
      )}
      <RequestDrawer requestId={query.request} zone={time.zone} onClose={() => void setQuery({ request: null })} onStep={step} />
    </>
  );
}
