'use client';
import { EmptyState } from '@tollgate/ui/empty-state';
import { PageHeader } from '@tollgate/ui/page-header';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useTimeRange } from '../time-range/use-time-range.ts';
import { SpendReport } from './spend-report.tsx';
import { SpendSkeleton } from './spend-skeleton.tsx';

/** Spend over time. What is shown lives in the URL; the zone and the clock are the browser's, so the server draws the outline only. */
export function SpendPage() {
  const workspace = useWorkspace();
  const time = useTimeRange('30d');
  return (
    <>
      <PageHeader title="Costs" description="What your calls cost, exactly, from the ledger." />
      {!workspace.can('spend:read') ? (
        <EmptyState title="Your role does not include costs">
          Ask an owner or admin of {workspace.organization.name} for a role that may see money.
        </EmptyState>
      ) : time === null ? (
        <SpendSkeleton />
      ) : (
        <SpendReport time={time} />
      )}
    </>
  );
}
