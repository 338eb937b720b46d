'use client';
import { LazySpendChart } from '@tollgate/ui/chart/lazy-spend-chart';
import { ErrorState } from '@tollgate/ui/error-state';
import type { inferParserType } from 'nuqs';
import { useMemo, useState } from 'react';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { describeError } from '../../trpc/describe-error.ts';
import { chooseBucket } from '../time-range/bucket.ts';
import { formatBucket, formatClock, formatSpan, formatTick } from '../time-range/format-bucket.ts';
import { previousRange, type RangeChoice, resolveRange } from '../time-range/range.ts';
import { calendarDay, formatDay } from '../time-range/zone.ts';
import { downloadText } from './download-text.ts';
import { spendCsv } from './spend-csv.ts';
import { SpendEmpty } from './spend-empty.tsx';
import { prepareSpend } from './spend-rows.ts';
import { GROUP_LABELS, type spendSearchParams } from './spend-search-params.ts';
import { SpendSkeleton } from './spend-skeleton.tsx';
import { SpendTable } from './spend-table.tsx';
import { SpendTiles } from './spend-tiles.tsx';
import { SpendToolbar } from './spend-toolbar.tsx';
import { useSpend } from './use-spend.ts';

type SpendQuery = inferParserType<typeof spendSearchParams>;
type SpendReportProps = {
  query: SpendQuery;
  setQuery: (change: Partial<SpendQuery>) => void;
  zone: string;
  browserZone: string;
  nowMs: number;
};

export function SpendReport({ query, setQuery, zone, browserZone, nowMs }: SpendReportProps) {
  const { project, proxyUrl, href } = useWorkspace();
  const choice: RangeChoice = { preset: query.range, from: query.from, to: query.to };
  const range = resolveRange(choice, zone, nowMs);
  const before = previousRange(choice, zone, nowMs);
  const bucket = chooseBucket(range, query.bucket);
  const { current, previous } = useSpend({
    range,
    before,
    zone,
    bucket,
    groupBy: query.group,
    projectIds: query.scope === 'project' ? [project.id] : undefined,
  });

  const spend = current.data;
  const completeToMs = Math.min(range.toMs, current.dataUpdatedAt);
  const rangeEnd = new Date(range.toMs).toISOString();
  const completeTo = new Date(completeToMs).toISOString();
  const prepared = useMemo(
    () => (spend === undefined ? undefined : prepareSpend(spend, rangeEnd, completeTo)),
    [spend, rangeEnd, completeTo],
  );
  const trend = prepared?.chart.sums.map((sum) => (sum === null ? null : Number(sum) / 1e12)) ?? [];
  // The last answer stays while the next is on its way: until then the words are those of what is shown, not of what was chosen.
  const [shownGroup, setShownGroup] = useState(query.group);
  if (!current.isPlaceholderData && shownGroup !== query.group) setShownGroup(query.group);
  const label = `Spend by ${GROUP_LABELS[shownGroup]}`;
  const isEmpty = spend !== undefined && spend.totals.requests === 0 && spend.totals.attempts === 0;

  function download(): void {
    if (prepared === undefined) return;
    const days = `${formatDay(calendarDay(zone, range.fromMs))}-to-${formatDay(calendarDay(zone, range.toMs - 1))}`;
    downloadText(`tollgate-spend-by-${shownGroup.replace('_', '-')}-${days}.csv`, spendCsv(GROUP_LABELS[shownGroup], prepared.rows));
  }

  return (
    <div className="flex flex-col gap-4">
      <SpendToolbar
        choice={choice}
        range={range}
        zone={zone}
        browserZone={browserZone}
        nowMs={nowMs}
        bucket={bucket}
        groupBy={query.group}
        scope={query.scope}
        projectName={project.name}
        onRange={({ preset, from, to }) => setQuery({ range: preset, from, to, bucket: null })}
        onZone={(next) => setQuery({ zone: next === browserZone ? null : next })}
        onBucket={(next) => setQuery({ bucket: next })}
        onGroupBy={(next) => setQuery({ group: next })}
        onScope={(next) => setQuery({ scope: next })}
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
            previous={previous.data?.totals}
            previousLabel={choice.preset === '24h' ? 'the 24 h before' : formatSpan(before, zone)}
            trend={trend}
            pricesHref={href('/models')}
          />
          <div className="grid gap-4 min-[110rem]:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
            <section aria-label={label} className="min-w-0 self-start rounded-lg border bg-surface p-4">
              <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <h2 className="font-semibold">{label}</h2>
                <p className="text-xs text-muted-foreground">
                  {completeToMs < range.toMs ? `Complete to ${formatClock(completeToMs, zone)}` : 'The whole range is complete'}
                </p>
              </div>
              <LazySpendChart
                chart={prepared.chart}
                isStacked={spend.isAdditive}
                label={label}
                formatBucket={(start) => formatBucket(start, bucket, zone)}
                formatTick={(start) => formatTick(start, bucket, zone)}
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
                isAdditive={spend.isAdditive}
                heading={GROUP_LABELS[shownGroup]}
                label={`${label}, as a table`}
              />
              {spend.totals.estimatedAttempts > 0 && (
                <p className="text-xs text-muted-foreground">
                  {spend.totals.estimatedAttempts.toLocaleString('en-US')} of {spend.totals.attempts.toLocaleString('en-US')} attempts have
                  estimated tokens, because the provider did not report them.
                </p>
              )}
            </div>
          </div>
        </div>
      )}
    </div>
  );
}

/** Shows that the numbers on screen are about to be replaced, without moving anything. */
function ProgressLine({ isActive }: { isActive: boolean }) {
  return <div aria-hidden className={`-my-2 h-0.5 rounded-full ${isActive ? 'animate-skeleton bg-accent' : 'bg-transparent'}`} />;
}
