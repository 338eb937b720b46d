'use client';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Badge } from '@tollgate/ui/badge';
import { Button } from '@tollgate/ui/button';
import { EmptyState } from '@tollgate/ui/empty-state';
import { PageHeader } from '@tollgate/ui/page-header';
import { Select } from '@tollgate/ui/select';
import { showToast } from '@tollgate/ui/toast';
import { TableSkeleton } from '@tollgate/ui/table-skeleton';
import { Download, ScrollText, X } from 'lucide-react';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { QueryView } from '../../shell/query-view.tsx';
import { describeError } from '../../trpc/describe-error.ts';
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx';
import { downloadText } from '../spend/download-text.ts';
import { TimeRangePicker } from '../time-range/time-range-picker.tsx';
import { type TimeRange, useTimeRange } from '../time-range/use-time-range.ts';
import { auditCsv } from './audit-csv.ts';
import type { AuditedType, AuditFilter, AuditRow } from './audit-row.ts';
import { AUDIT_COLUMNS, AuditTable } from './audit-table.tsx';
import { TYPE_NAMES } from './describe-action.ts';

const TYPES = Object.keys(TYPE_NAMES) as AuditedType[];
const PAGE_SIZE = 50;
const EXPORT_PAGE_SIZE = 200;
const HOUR_MS = 3_600_000;

const searchParams = { actor: parseAsString, type: parseAsStringLiteral(TYPES), object: parseAsString };

/** Who changed what in the organisation. */
export function AuditPage() {
  const trpc = useTRPC();
  const time = useTimeRange('30d');
  const [query, setQuery] = useQueryStates(searchParams, { history: 'replace' });
  const actors = useQuery(trpc.audit.listActors.queryOptions());
  const filter: AuditFilter = {
    ...(time === null ? {} : boundsOf(time)),
    ...(query.actor === null ? {} : { actorId: query.actor }),
    ...(query.type === null ? {} : { objectType: query.type }),
    ...(query.object === null ? {} : { objectId: query.object }),
  };
  const events = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      { ...filter, limit: PAGE_SIZE },
      { getNextPageParam: (page) => page.nextCursor, enabled: time !== null, placeholderData: keepPreviousData },
    ),
  );
  const isNarrowed = query.actor !== null || query.type !== null || query.object !== null;
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Who changed what, from where, and what it was before. Nothing here can be changed or deleted."
        actions={<ExportButton filter={filter} />}
      />
      <div className="mb-4 flex flex-wrap items-center gap-2">
        {time !== null && (
          <TimeRangePicker
            choice={time.choice}
            zone={time.zone}
            browserZone={time.browserZone}
            nowMs={time.nowMs}
            onChoice={time.setChoice}
            onZone={time.setZone}
          />
        )}
        <Select
          aria-label="Who"
          className="w-48"
          value={query.actor ?? ''}
          onChange={(event) => void setQuery({ actor: event.target.value || null })}
        >
          <option value="">Everyone</option>
          <option value="system">Configuration as code</option>
          {actors.data?.map(({ id, name, hasLeft }) => (
            <option key={id} value={id}>
              {name}
              {hasLeft ? ' (left)' : ''}
            </option>
          ))}
        </Select>
        <Select
          aria-label="What"
          className="w-44"
          value={query.type ?? ''}
          onChange={(event) => void setQuery({ type: TYPES.find((type) => type === event.target.value) ?? null })}
        >
          <option value="">Everything</option>
          {TYPES.map((type) => (
            <option key={type} value={type}>
              {TYPE_NAMES[type]}
            </option>
          ))}
        </Select>
        {query.object !== null && (
          <Badge className="h-8">
            <span className="max-w-40 truncate font-mono">{query.object}</span>
            <Button
              variant="ghost"
              size="icon"
              className="size-5"
              aria-label="Show other objects too"
              icon={<X aria-hidden />}
              onClick={() => void setQuery({ object: null })}
            />
          </Badge>
        )}
      </div>
      <QueryView
        query={events}
        errorTitle="The audit log could not be loaded"
        skeleton={<TableSkeleton label="Audit log" columns={AUDIT_COLUMNS} rows={8} />}
      >
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows);
          if (rows.length === 0)
            return (
              <EmptyState icon={<ScrollText />} title={isNarrowed ? 'Nothing like that happened' : 'Nothing was changed in this time'}>
                {isNarrowed ? 'Take a filter away or look at a longer time.' : 'Choose a longer time above.'}
              </EmptyState>
            );
          return (
            <>
              <AuditTable rows={rows} onObject={({ objectId }) => void setQuery({ object: objectId, actor: null, type: null })} />
              {events.hasNextPage && (
                <div className="mt-3 flex justify-center">
                  <Button isPending={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
                    Show older
                  </Button>
                </div>
              )}
            </>
          );
        }}
      </QueryView>
    </>
  );
}

/** A range up to now has no end, so that the newest is in it, and begins with a whole hour, so that the list is not asked for ever anew. */
function boundsOf({ range: { fromMs, toMs }, nowMs }: TimeRange): Pick<AuditFilter, 'from' | 'to'> {
  if (toMs < nowMs) return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
  return { from: new Date(Math.floor(fromMs / HOUR_MS) * HOUR_MS).toISOString() };
}

/** Brings every page of what is shown, and hands them over as one file. */
function ExportButton({ filter }: { filter: AuditFilter }) {
  const client = useTRPCClient();
  const [brought, setBrought] = useState<number | null>(null);
  async function run(): Promise<void> {
    setBrought(0);
    try {
      const rows: AuditRow[] = [];
      let cursor: string | undefined;
      do {
        const page = await client.audit.list.query({ ...filter, limit: EXPORT_PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) });
        rows.push(...page.rows);
        setBrought(rows.length);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      downloadText(`audit-log-${new Date().toISOString().slice(0, 10)}.csv`, auditCsv(rows));
    } catch (error) {
      showToast(`The export failed. ${describeError(error).message}`);
    } finally {
      setBrought(null);
    }
  }
  return (
    <Button icon={<Download aria-hidden />} isPending={brought !== null} onClick={() => void run()}>
      {brought === null || brought === 0 ? 'Export CSV' : `${brought.toLocaleString('en')} events…`}
    </Button>
  );
}
