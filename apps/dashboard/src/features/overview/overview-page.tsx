'use client';
import { EmptyState } from '@tollgate/ui/empty-state';
import { ErrorState } from '@tollgate/ui/error-state';
import { PageHeader } from '@tollgate/ui/page-header';
import { Select } from '@tollgate/ui/select';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { describeError } from '../../trpc/describe-error.ts';
import { Freshness } from '../spend/freshness.tsx';
import { TimeRangePicker } from '../time-range/time-range-picker.tsx';
import { type TimeRange, useTimeRange } from '../time-range/use-time-range.ts';
import { OverviewReport } from './overview-report.tsx';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import type { OverviewScope } from './request-links.ts';
import { useOverview } from './use-overview.ts';

const SCOPES = ['organization', 'project'] as const;

/** Whether anything is wrong, at one glance, and the way from there to the requests behind it. */
export function OverviewPage() {
  const { organization, project, can } = useWorkspace();
  const time = useTimeRange('24h');
  const [scope, setScope] = useQueryState('scope', parseAsStringLiteral(SCOPES).withDefault('organization'));
  return (
    <>
      <PageHeader
        title="Overview"
        description={scope === 'organization' ? `All projects of ${organization.name}.` : `The project ${project.name}.`}
        actions={
          time !== null && (
            <>
              <Select
                aria-label="Projects"
                className="w-40"
                value={scope}
                onChange={(event) => void setScope(event.target.value as OverviewScope)}
              >
                <option value="organization">All projects</option>
                <option value="project">{project.name}</option>
              </Select>
              <TimeRangePicker
                choice={time.choice}
                zone={time.zone}
                browserZone={time.browserZone}
                nowMs={time.nowMs}
                onChoice={time.setChoice}
                onZone={time.setZone}
              />
            </>
          )
        }
      />
      {!can('request:read') ? (
        <EmptyState title="Your role does not include traffic">
          Ask an owner or admin of {organization.name} for a role that may see requests.
        </EmptyState>
      ) : time === null ? (
        <OverviewSkeleton />
      ) : (
        <LoadedOverview time={time} scope={scope} />
      )}
    </>
  );
}

function LoadedOverview({ time, scope }: { time: TimeRange; scope: OverviewScope }) {
  const { overview, budgets, changes } = useOverview(time, scope);
  const { data, error, isFetching, isPlaceholderData, refetch } = overview;
  if (data === undefined) {
    if (error === null) return <OverviewSkeleton />;
    return (
      <ErrorState
        title="The overview could not be loaded"
        {...describeError(error)}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    );
  }
  return (
    <div aria-busy={isPlaceholderData} className="flex flex-col gap-4">
      <OverviewReport time={time} scope={scope} overview={data} budgets={budgets.data} changes={changes.data} />
      <div className="flex justify-end">
        <Freshness completeTo={data.completeTo} nowMs={time.nowMs} rangeEndMs={time.range.toMs} zone={time.zone} />
      </div>
    </div>
  );
}
