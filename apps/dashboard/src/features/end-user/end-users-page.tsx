'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { EmptyState } from '@tollgate/ui/empty-state';
import { Input } from '@tollgate/ui/input';
import { PageHeader } from '@tollgate/ui/page-header';
import { Select } from '@tollgate/ui/select';
import { TableSkeleton } from '@tollgate/ui/table-skeleton';
import { Users } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { QueryView } from '../../shell/query-view.tsx';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { TimeRangePicker } from '../time-range/time-range-picker.tsx';
import { type TimeRange, useTimeRange } from '../time-range/use-time-range.ts';
import { endUserSearchParams } from './end-user-search-params.ts';
import { EndUserDrawer } from './end-user-drawer.tsx';
import { EndUserTable } from './end-user-table.tsx';

/** Who calls through the applications: the end users with most cost, requests or errors, and what each of them did. */
export function EndUsersPage() {
  const { organization, can } = useWorkspace();
  const time = useTimeRange('7d');
  return !can('request:read') ? (
    <>
      <PageHeader title="Users & sessions" />
      <EmptyState title="Your role does not include requests">
        Ask an owner or admin of {organization.name} for a role that may see them.
      </EmptyState>
    </>
  ) : time === null ? (
    <>
      <PageHeader title="Users & sessions" />
      <TableSkeleton label="end users" columns={['End user', 'Requests', 'Errors', 'Tokens', 'Cost', 'Last seen']} rows={10} />
    </>
  ) : (
    <EndUsers time={time} />
  );
}

function EndUsers({ time }: { time: TimeRange }) {
  const { organization, project, can } = useWorkspace();
  const trpc = useTRPC();
  const [query, setQuery] = useQueryStates(endUserSearchParams, { history: 'replace', clearOnDefault: true });
  const seesMoney = can('spend:read');
  const order = query.by === null || (query.by === 'cost' && !seesMoney) ? (seesMoney ? 'cost' : 'requests') : query.by;
  const scope = {
    ...(query.scope === 'all' ? {} : { projectId: project.id }),
    from: new Date(time.range.fromMs).toISOString(),
    to: new Date(time.range.toMs).toISOString(),
  };
  const find = query.find.trim();
  const users = useQuery(
    trpc.endUser.list.queryOptions(
      { ...scope, order, ...(find === '' ? {} : { search: find }) },
      { placeholderData: keepPreviousData, staleTime: 30_000 },
    ),
  );
  return (
    <>
      <PageHeader
        title="Users & sessions"
        description="The end users that your applications name with x-tollgate-user or the body’s user, and their sessions."
        actions={
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
          </>
        }
      />
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <Input
          type="search"
          aria-label="Find an end user"
          placeholder="Find an end user"
          className="w-full sm:w-64"
          maxLength={256}
          value={query.find}
          onChange={(event) => void setQuery({ find: event.target.value || null }, { throttleMs: 300 })}
        />
        {users.data !== undefined && (
          <p role="status" className="text-xs text-muted-foreground tabular-nums">
            {users.data.users.length < users.data.total
              ? `The first ${users.data.users.length} of ${users.data.total.toLocaleString('en-US')} end users`
              : `${users.data.total.toLocaleString('en-US')} end users`}
          </p>
        )}
      </div>
      <QueryView
        query={users}
        errorTitle="The end users could not be loaded"
        skeleton={<TableSkeleton label="end users" columns={['End user', 'Requests', 'Errors', 'Tokens', 'Cost', 'Last seen']} rows={10} />}
      >
        {(data) =>
          data.users.length === 0 ? (
            <EmptyState icon={<Users />} title={find === '' ? 'No end users in this range' : 'No end user matches'}>
              {find === ''
                ? 'Send the header x-tollgate-user, or the field user of the body, with a request: every end user then has their own line here, with cost, errors and sessions.'
                : 'A part of the name is enough; capitals do not matter.'}
            </EmptyState>
          ) : (
            <EndUserTable
              users={data.users}
              order={order}
              seesMoney={seesMoney}
              isStale={users.isPlaceholderData}
              onOrder={(by) => void setQuery({ by })}
              onOpen={(user) => void setQuery({ user })}
            />
          )
        }
      </QueryView>
      <EndUserDrawer user={query.user} scope={scope} zone={time.zone} onClose={() => void setQuery({ user: null })} />
    </>
  );
}
