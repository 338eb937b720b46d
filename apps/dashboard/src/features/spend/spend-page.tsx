'use client';
import { EmptyState } from '@tollgate/ui/empty-state';
import { PageHeader } from '@tollgate/ui/page-header';
import { useQueryStates } from 'nuqs';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useBrowserZone } from '../time-range/use-browser-zone.ts';
import { useClock } from '../time-range/use-clock.ts';
import { isZone } from '../time-range/zone.ts';
import { SpendReport } from './spend-report.tsx';
import { spendSearchParams } from './spend-search-params.ts';
import { SpendSkeleton } from './spend-skeleton.tsx';

/** Spend over time. What is shown lives in the URL; the zone and the clock are the browser's, so the server draws the outline only. */
export function SpendPage() {
  const workspace = useWorkspace();
  const browserZone = useBrowserZone();
  const nowMs = useClock();
  const [query, setQuery] = useQueryStates(spendSearchParams, { history: 'replace', clearOnDefault: true });
  const zone = query.zone !== null && isZone(query.zone) ? query.zone : browserZone;

  return (
    <>
      <PageHeader title="Costs" description="What your calls cost, exactly, from the ledger." />
      {!workspace.can('spend:read') ? (
        <EmptyState title="Your role does not include costs">
          Ask an owner or admin of {workspace.organization.name} for a role that may see money.
        </EmptyState>
      ) : zone === null || browserZone === null || nowMs === null ? (
        <SpendSkeleton />
      ) : (
        <SpendReport query={query} setQuery={(change) => void setQuery(change)} zone={zone} browserZone={browserZone} nowMs={nowMs} />
      )}
    </>
  );
}
