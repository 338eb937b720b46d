'use client';
import { EmptyState } from '@tollgate/ui/empty-state';
import { PageHeader } from '@tollgate/ui/page-header';
import { TableSkeleton } from '@tollgate/ui/table-skeleton';
import { useQueryStates } from 'nuqs';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { useBrowserZone } from '../time-range/use-browser-zone.ts';
import { useClock } from '../time-range/use-clock.ts';
import { isZone } from '../time-range/zone.ts';
import { RequestLog } from './request-log.tsx';
import { requestSearchParams } from './request-search-params.ts';

/** Every call through the proxy. Filters and the open request live in the URL; zone and clock are the browser's. */
export function RequestPage() {
  const workspace = useWorkspace();
  const browserZone = useBrowserZone();
  const nowMs = useClock();
  const [query, setQuery] = useQueryStates(requestSearchParams, { history: 'replace', clearOnDefault: true });
  const zone = query.zone !== null && isZone(query.zone) ? query.zone : browserZone;

  return (
    <>
      <PageHeader title="Requests" description={`Every call through the proxy in ${workspace.project.name}, newest first.`} />
      {!workspace.can('request:read') ? (
        <EmptyState title="Your role does not include requests">
          Ask an owner or admin of {workspace.organization.name} for a role that may see them.
        </EmptyState>
      ) : zone === null || browserZone === null || nowMs === null ? (
        <TableSkeleton
          label="requests"
          columns={['Time', 'Status', 'Model', 'Route', 'Key', 'End user', 'Tokens', 'Cost', 'Latency', 'TTFT']}
          rows={12}
        />
      ) : (
        <RequestLog query={query} setQuery={(change) => void setQuery(change)} zone={zone} browserZone={browserZone} nowMs={nowMs} />
      )}
    </>
  );
}
