'use client';
import { LazySpendChart } from '@tollgate/ui/chart/lazy-spend-chart';
import { ErrorState } from '@tollgate/ui/error-state';
import { useQueryStates } from 'nuqs';
import { useMemo, useState } from 'react';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { describeError } from '../../trpc/describe-error.ts';
import { chooseBucket } from '../time-range/bucket.ts';
import { COMPARISON_NAMES } from '../time-range/comparison.ts';
import { formatBucket, formatSpan, formatTick } from '../time-range/format-bucket.ts';
import { previousRange } from '../time-range/range.ts';
import type { TimeRange } from '../time-range/use-time-range.ts';
import { calendarDay, formatDay } from '../time-range/zone.ts';
import { downloadText } from './download-text.ts';
import { Freshness } from './freshness.tsx';
import { spendCsv } from './spend-csv.ts';
import { SpendEmpty } from './spend-empty.tsx';
import { prepareSpend } from './spend-rows.ts';
import { GROUP_LABELS, spendSearchParams } from './spend-search-params.ts';
import { SpendSkeleton } from './spend-skeleton.tsx';
import { SpendTable } from './spend-table.tsx';
import { SpendTiles } from './spend-tiles.tsx';
import { SpendToolbar } from './spend-toolbar.tsx';
import type { Spend } from './spend-types.ts';
import { useSpend } from './use-spend.ts';

export function SpendReport({ time }: { time: TimeRange }) {
  const { organization, project, proxyUrl, href } = useWorkspace();
  const [query, setQuery] = useQueryStates(spendSearchParams, { history: 'replace', clearOnDefault: true });
  const { choice, range, zone, nowMs, comparison, compared } = time;
  const before = compared ?? previousRange(choice, zone, nowMs);
  const bucket = chooseBucket(range, query.bucket);
  const { current, previousTotals } = useSpend({
    range,
    compared,
    before,
    zone,
    bucket,
    groupBy: query.group,
    projectIds: query.scope === 'project' ? [project.id] : undefined,
  });

  // The last answer stays while the next is on its way: until then the words are those of what is shown, not of what was chosen.
  const [shown, setShown] = useState({ group: query.group, bucket, comparison });
  const isNew = shown.group !== query.group || shown.bucket !== bucket || shown.comparison !== comparison;
  if (!current.isPlaceholderData && isNew) setShown({ group: query.group, bucket, comparison });

  const spend = useMemo(
    () =>
      current.data === undefined ? undefined : withOrganization(current.data, shown.group === 'organization' ? organization.name : null),
    [current.data, shown.group, organization.name],
  );
  const completeTo = new Date(Math.min(range.toMs, Date.parse(spend?.completeTo ?? '') || current.dataUpdatedAt)).toISOString();
  const rangeEnd = new Date(range.toMs).toISOString();
  const prepared = useMemo(
    () => (spend === undefined ? undefined : prepareSpend(spend, rangeEnd, completeTo)),
    [spend, rangeEnd, completeTo],
  );
  const overlay = useMemo(
    () =>
      spend?.compared === null || spend?.compared === undefined || shown.comparison === null
        ? undefined
        : { label: COMPARISON_NAMES[shown.comparison], values: spend.compared.costPico },
    [spend, shown.comparison],
  );
  const trend = prepared?.chart.sums.map((sum) => (sum === null ? null : Number(sum) / 1e12)) ?? [];
  const label = `Spend by ${GROUP_LABELS[shown.group]}`;
  const isEmpty = spend !== undefined && spend.totals.requests === 0 && spend.totals.attempts === 0 && spend.series.length === 0;

  function download(): void {
    if (prepared === undefined) return;
    const days = `${formatDay(calendarDay(zone, range.fromMs))}-to-${formatDay(calendarDay(zone, range.toMs - 1))}`;
    downloadText(`tollgate-spend-by-${shown.group.replace('_', '-')}-${days}.csv`, spendCsv(GROUP_LABELS[shown.group], prepared.rows));
  }

  return (
    <div className="flex flex-col gap-4">
      <SpendToolbar
        time={time}
        bucket={bucket}
        groupBy={query.group}
        scope={query.scope}
        projectName={project.name}
        onBucket={(next) => void setQuery({ bucket: next })}
        onGroupBy={(next) => void setQuery({ group: next })}
        onScope={(next) => void setQuery({ scope: next })}
        onDownload={prepared === undefined || isEmpty || current.isPlaceholderData ? undefined : download}
      />
      {current.error !== null && (
        <ErrorState
          title="Spend could not be loaded"
          {...describeError(current.error)}
          onRetry={() => void current.refetch()}
          isRetrying={current.isFetching}
        />
      )}
      {spend === undefined || prepared === undefined ? (
        current.error === null && <SpendSkeleton />
      ) : isEmpty ? (
        <SpendEmpty proxyUrl={proxyUrl} keysHref={href('/keys')} />
      ) : (
        <div aria-busy={current.isPlaceholderData} className="flex flex-col gap-4">
          <ProgressLine isActive={current.isPlaceholderData} />
          <SpendTiles
            totals={spend.totals}
            previous={previousTotals}
            previousLabel={formatSpan(before, zone)}
            trend={trend}
            pricesHref={href('/models')}
          />
          <div className="grid gap-4 min-[110rem]:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
            <section aria-label={label} className="min-w-0 self-start rounded-lg border bg-surface p-4">
              <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <h2 className="font-semibold">{label}</h2>
                <Freshness completeTo={spend.completeTo} nowMs={nowMs} rangeEndMs={range.toMs} zone={zone} />
              </div>
              <LazySpendChart
                chart={prepared.chart}
                isStacked={spend.isAdditive}
                label={label}
                formatBucket={(start) => formatBucket(start, shown.bucket, zone)}
                formatTick={(start) => formatTick(start, shown.bucket, zone)}
                compared={overlay}
              />
            </section>
            <div className="flex min-w-0 flex-col gap-2">
              {!spend.isAdditive && (
                <p role="note" className="rounded-md border bg-info-surface px-3 py-2 text-info">
                  Tags are not additive: a request with two tags counts in both rows, so the rows can add up to more than the whole.
                </p>
              )}
              <SpendTable
                trend={trend}
                rows={prepared.rows}
                totals={spend.totals}
                comparedPico={spend.compared?.totals.costPico ?? null}
                isAdditive={spend.isAdditive}
                heading={GROUP_LABELS[shown.group]}
                label={`${label}, as a table`}
              />
              <p className="text-xs text-muted-foreground">
                {count(spend.totals.unpricedAttempts)} of {count(spend.totals.attempts)} attempts have no price and are not in the cost;{' '}
                {count(spend.totals.estimatedAttempts)} have estimated tokens, because the provider did not report them.
              </p>
            </div>
          </div>
        </div>
      )}
    </div>
  );
}

/** The one row of a whole organisation bears its name; nothing of it is unattributed. */
function withOrganization(spend: Spend, name: string | null): Spend {
  return name === null ? spend : { ...spend, series: spend.series.map((series) => ({ ...series, id: 'organization', label: name })) };
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** Shows that the numbers on screen are about to be replaced, without moving anything. */
function ProgressLine({ isActive }: { isActive: boolean }) {
  return <div aria-hidden className={`-my-2 h-0.5 rounded-full ${isActive ? 'animate-skeleton bg-accent' : 'bg-transparent'}`} />;
}
