'use client';
import type { RequestFilter } from '@tollgate/core/request-filter/request-filter';
import { classNames } from '@tollgate/ui/class-names';
import { Skeleton } from '@tollgate/ui/skeleton';
import { ChevronDown } from 'lucide-react';
import { memo } from 'react';
import { CallerText } from '../caller-text/caller-text.tsx';
import { revealControls } from '../caller-text/reveal-controls.ts';
import { hasValue, toggleValue } from './change-filter.ts';
import type { RequestFacets } from './request-types.ts';

const TITLES: Record<RequestFacets['facets'][number]['field'], string> = {
  status: 'Status',
  model: 'Model',
  provider: 'Provider',
  key: 'Key',
  route: 'Route',
  user: 'End user',
  tag: 'Tag',
  cache: 'Cache',
  streamed: 'Streamed',
  fallback: 'Has fallback',
};

type FacetRailProps = {
  facets: RequestFacets | undefined;
  isStale: boolean;
  filter: RequestFilter;
  onChange: (filter: RequestFilter) => void;
};

/** The values that requests have, with their counts; a click adds a condition or takes it away. */
export const FacetRail = memo(function FacetRail({ facets, isStale, filter, onChange }: FacetRailProps) {
  if (facets === undefined) {
    return (
      <div role="status" aria-label="Counting" className="flex flex-col gap-4">
        {[1, 2, 3, 4].map((each) => (
          <Skeleton key={each} className="h-24 w-full" />
        ))}
      </div>
    );
  }
  return (
    <div className={classNames('flex flex-col', isStale && 'opacity-60')}>
      {facets.facets
        .filter(({ values }) => values.length > 0)
        .map(({ field, values, isSample }) => (
          <details
            key={field}
            open={!['tag', 'cache', 'streamed', 'fallback', 'route'].includes(field) || undefined}
            className="group border-b py-1.5 last:border-b-0"
          >
            <summary className="flex min-h-7 cursor-pointer list-none items-center gap-1.5 rounded-sm text-xs font-medium">
              {TITLES[field]}
              {isSample && (
                <span
                  className="font-normal text-muted-foreground"
                  title={`Counted among the newest ${facets.sampled.toLocaleString('en-US')} of these requests; rare values may lack.`}
                >
                  approximate
                </span>
              )}
              <ChevronDown aria-hidden className="ml-auto size-3.5 text-muted-foreground transition-transform group-not-open:-rotate-90" />
            </summary>
            <ul aria-label={TITLES[field]} className="flex flex-col pb-1">
              {values.map(({ value, label, count }) => {
                const wanted = field === 'key' ? label : value;
                const isOn = hasValue(filter, field, wanted) || hasValue(filter, field, value);
                return (
                  <li key={value}>
                    <label className="flex min-h-6 cursor-pointer items-center gap-2 rounded-sm px-1 hover:bg-surface-hover">
                      <input
                        type="checkbox"
                        className="size-3.5 shrink-0 accent-accent"
                        checked={isOn}
                        aria-label={`${TITLES[field]}: ${revealControls(label)}`}
                        onChange={() => onChange(toggleValue(filter, field, hasValue(filter, field, value) ? value : wanted))}
                      />
                      <CallerText text={label} className="min-w-0 flex-1 truncate text-xs" />
                      <span className="text-xs text-muted-foreground tabular-nums">
                        {isSample ? '≈' : ''}
                        {count.toLocaleString('en-US')}
                      </span>
                    </label>
                  </li>
                );
              })}
            </ul>
          </details>
        ))}
    </div>
  );
});
