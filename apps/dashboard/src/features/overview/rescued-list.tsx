import type { Outcome } from '@tollgate/core/routing/outcome';
import { RelativeTime } from '@tollgate/ui/relative-time';
import Link from 'next/link';
import { CallerText } from '../caller-text/caller-text.tsx';
import { describeOutcome } from '../request-log/describe-outcome.ts';
import { formatDuration } from '../request-log/format-duration.ts';
import { MEASURE_TEXTS } from './measures.ts';
import { OverviewCard } from './overview-card.tsx';
import type { Overview } from './overview-types.ts';
import type { requestParameters } from './request-links.ts';

/** What would have failed without retries and fallbacks, with the newest of it. */
export function RescuedList({
  overview,
  requestsHref,
}: {
  overview: Overview;
  requestsHref: (options: Parameters<typeof requestParameters>[2]) => string;
}) {
  const { rescued, totals } = overview;
  const query = MEASURE_TEXTS.rescued.query;
  return (
    <OverviewCard title="Rescued requests" more={rescued.length === 0 ? undefined : { href: requestsHref({ query }), text: 'All of them' }}>
      {rescued.length === 0 ? (
        <p className="text-muted-foreground">
          No request needed a second attempt. When a provider fails, a route with a fallback answers all the same, and its callers never
          notice.
        </p>
      ) : (
        <>
          <p className="mb-3 text-muted-foreground">
            <strong className="font-semibold text-foreground">{totals.rescuedRequests.toLocaleString('en-US')}</strong>{' '}
            {totals.rescuedRequests === 1 ? 'request was' : 'requests were'} answered although an attempt failed.
          </p>
          <ul className="flex flex-col gap-3">
            {rescued.map(({ requestId, startedAt, failed, answeredBy, durationMs }) => (
              <li key={requestId} className="relative min-w-0 border-l-2 border-success pl-3 hover:bg-surface-sunken">
                <Link href={requestsHref({ query, request: requestId })} className="block min-w-0 after:absolute after:inset-0">
                  {failed === null ? (
                    'A failed attempt'
                  ) : (
                    <>
                      <CallerText text={failed.target} />{' '}
                      <span className="text-danger">{describeOutcome(failed.outcome as Outcome).label.toLowerCase()}</span>
                    </>
                  )}
                </Link>
                <p className="truncate text-xs text-muted-foreground">
                  <CallerText text={answeredBy} /> answered in {formatDuration(durationMs)} · <RelativeTime value={startedAt} />
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </OverviewCard>
  );
}
