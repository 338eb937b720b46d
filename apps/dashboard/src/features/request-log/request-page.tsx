'use client';
import { formatRequestQuery } from '@tollgate/core/request-filter/format-request-query';
import { parseRequestQuery } from '@tollgate/core/request-filter/parse-request-query';
import { Button } from '@tollgate/ui/button';
import { EmptyState } from '@tollgate/ui/empty-state';
import { PageHeader } from '@tollgate/ui/page-header';
import { Select } from '@tollgate/ui/select';
import { TableSkeleton } from '@tollgate/ui/table-skeleton';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { revealControls } from '../caller-text/reveal-controls.ts';
import { SavedViewsMenu } from '../saved-view/saved-views-menu.tsx';
import { TimeRangePicker } from '../time-range/time-range-picker.tsx';
import { useTimeRange } from '../time-range/use-time-range.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { ExportMenu } from './export-menu.tsx';
import { chooseColumns } from './request-columns.tsx';
import { RequestLog } from './request-log.tsx';
import { requestSearchParams, VIEW_PARAMETERS } from './request-search-params.ts';

/** Every call through the proxy. Filter, range, columns and the open request live in the URL; zone and clock are the browser's. */
export function RequestPage() {
  const { organization, project, can } = useWorkspace();
  const time = useTimeRange('24h');
  const [query, setQuery] = useQueryStates(requestSearchParams, { history: 'replace', clearOnDefault: true });
  const parsed = useMemo(() => parseRequestQuery(query.q), [query.q]);
  const isEveryProject = query.scope === 'all';
  const { columns, unknown } = useMemo(
    () =>
      chooseColumns(query.columns, {
        seesMoney: can('spend:read'),
        isEveryProject,
        projectName: (id) => organization.projects.find((each) => each.id === id)?.name ?? id,
      }),
    [query.columns, can, isEveryProject, organization.projects],
  );
  const setRequest = useCallback((request: string | null) => void setQuery({ request }), [setQuery]);

  if (!can('request:read')) {
    return (
      <>
        <PageHeader title="Requests" />
        <EmptyState title="Your role does not include requests">
          Ask an owner or admin of {organization.name} for a role that may see them.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title="Requests"
        description={`Every call through the proxy in ${isEveryProject ? `all projects of ${organization.name}` : project.name}, newest first.`}
        actions={
          time !== null && (
            <>
              {organization.projects.length > 1 && (
                <Select
                  aria-label="Projects"
                  className="w-40"
                  value={query.scope}
                  onChange={(event) => void setQuery({ scope: event.target.value === 'all' ? 'all' : null })}
                >
                  <option value="project">{project.name}</option>
                  <option value="all">All projects</option>
                </Select>
              )}
              <TimeRangePicker
                choice={time.choice}
                zone={time.zone}
                browserZone={time.browserZone}
                nowMs={time.nowMs}
                onChoice={time.setChoice}
                onZone={time.setZone}
              />
              <SavedViewsMenu names={VIEW_PARAMETERS} unknownColumns={unknown} />
              <ColumnsMenu columns={columns} seesMoney={can('spend:read')} onChange={(next) => void setQuery({ columns: next })} />
              {parsed.ok && (
                <ExportMenu
                  question={{
                    filter: parsed.filter,
                    ...(isEveryProject ? {} : { projectId: project.id }),
                    from: new Date(time.range.fromMs).toISOString(),
                    to: new Date(time.range.toMs).toISOString(),
                  }}
                />
              )}
            </>
          )
        }
      />
      {!parsed.ok ? (
        <EmptyState
          title="This address asks for something that cannot be filtered by"
          action={<Button onClick={() => void setQuery({ q: null })}>Clear filters</Button>}
        >
          {revealControls(parsed.message)}
        </EmptyState>
      ) : time === null ? (
        <TableSkeleton label="requests" columns={['Time', ...columns.map(({ title }) => title)]} rows={12} />
      ) : (
        <RequestLog
          time={time}
          projectId={isEveryProject ? undefined : project.id}
          filter={parsed.filter}
          onFilter={(filter) => void setQuery({ q: filter.length === 0 ? null : formatRequestQuery(filter) })}
          columns={columns}
          isLive={query.live}
          onLive={(live) => void setQuery({ live })}
          requestId={query.request}
          onRequest={setRequest}
        />
      )}
    </>
  );
}
