import { classNames } from '@tollgate/ui/class-names';
import { RelativeTime } from '@tollgate/ui/relative-time';
import type { Outcome } from '@tollgate/core/routing/outcome';
import Link from 'next/link';
import { describeOutcome } from '../request-log/describe-outcome.ts';
import { formatDuration } from '../request-log/format-duration.ts';
import type { Overview } from './overview-types.ts';
import type { requestParameters } from './request-links.ts';

type Provider = Overview['providers'][number];

/** Shares of attempts that went well, below which a provider is no longer well or fails. */
const WELL = 0.97;
const FAILING = 0.9;

/** How each provider that was called fares: attempts that went well, the middle time of an answer, and the last failure. */
export function ProviderStrip({
  providers,
  requestsHref,
}: {
  providers: readonly Provider[];
  requestsHref: (options: Parameters<typeof requestParameters>[2]) => string;
}) {
  if (providers.length === 0) return null;
  return (
    <section aria-label="Providers" className="min-w-0">
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-3">
        {providers.map(({ provider, attempts, failedAttempts, medianMs, lastFailure }) => {
          const share = 1 - failedAttempts / attempts;
          const state = share >= WELL ? 'Well' : share >= FAILING ? 'Degraded' : 'Failing';
          return (
            <li key={provider} className="relative min-w-0 rounded-lg border bg-surface px-4 py-3 hover:bg-surface-sunken">
              <div className="flex items-center gap-2">
                <span
                  aria-hidden
                  className={classNames(
                    'size-2 shrink-0 rounded-full',
                    share >= WELL ? 'bg-success' : share >= FAILING ? 'bg-warning' : 'bg-danger',
                  )}
                />
                <Link
                  href={requestsHref({ query: `provider:${JSON.stringify(provider)}` })}
                  className="min-w-0 truncate font-medium after:absolute after:inset-0"
                >
                  {provider}
                </Link>
                <span className="ml-auto text-xs text-muted-foreground">{state}</span>
              </div>
              <p className="mt-1.5 flex flex-wrap gap-x-3 text-table tabular-nums">
                <span title={`${failedAttempts.toLocaleString('en-US')} of ${attempts.toLocaleString('en-US')} attempts failed`}>
                  {(share * 100).toLocaleString('en-US', { maximumFractionDigits: share > 0.999 ? 2 : 1 })} % ok
                </span>
                <span className="text-muted-foreground" title="Half of its answers took at most so long">
                  {medianMs === null ? 'no answer' : `median ${formatDuration(medianMs)}`}
                </span>
              </p>
              <p className="mt-0.5 truncate text-xs text-muted-foreground">
                {lastFailure === null ? (
                  'No failure in this range'
                ) : (
                  <>
                    {describeOutcome(lastFailure.outcome as Outcome).label} <RelativeTime value={lastFailure.at} />
                  </>
                )}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
