'use client';
import { RangeBars, type BarSelection } from '@tollgate/ui/chart/range-bars';
import { Button } from '@tollgate/ui/button';
import { buttonClassName } from '@tollgate/ui/button-class-name';
import Link from 'next/link';
import { useState } from 'react';
import { formatBucket, formatSpan, formatTick } from '../time-range/format-bucket.ts';
import type { Range } from '../time-range/range.ts';
import type { TimeRange } from '../time-range/use-time-range.ts';
import { describeChange } from './describe-change.ts';
import { type Measure, MEASURE_TEXTS } from './measures.ts';
import type { Change, Overview } from './overview-types.ts';
import type { requestParameters } from './request-links.ts';
import { overviewBucket } from './use-overview.ts';

type MeasureChartProps = {
  time: TimeRange;
  overview: Overview;
  measure: Measure;
  /** Marked where they were made. */
  changes: readonly Change[];
  requestsHref: (options: Parameters<typeof requestParameters>[2]) => string;
};

/** One measure over time. A stretch that is chosen leads to its requests. */
export function MeasureChart({ time, overview, measure, changes, requestsHref }: MeasureChartProps) {
  const [selection, setSelection] = useState<BarSelection | null>(null);
  const { range, zone, nowMs } = time;
  const bucket = overviewBucket(range);
  const text = MEASURE_TEXTS[measure];
  const { buckets, byBucket } = overview;
  const startOf = (index: number): number => Date.parse(buckets[index] ?? '');
  const endOf = (index: number): number => (index + 1 < buckets.length ? startOf(index + 1) : range.toMs);
  const marks = changes.flatMap((change) => {
    const index = buckets.findLastIndex((start) => Date.parse(start) <= Date.parse(change.at));
    return index === -1 ? [] : [{ index, label: describeChange(change) }];
  });

  function describe(index: number): string {
    const figures = byBucket[index];
    if (figures === undefined) return '';
    const lines = [formatBucket(buckets[index] ?? '', bucket, zone), `${text.title}: ${text.format(figures)}`];
    if (measure !== 'requests') lines.push(`${figures.requests.toLocaleString('en-US')} requests`);
    if (figures.failedRequests > 0) lines.push(`${figures.failedRequests.toLocaleString('en-US')} failed`);
    return [...lines, ...marks.filter((mark) => mark.index === index).map(({ label }) => label)].join('\n');
  }

  const chosen = selection === null || selection.to >= buckets.length ? null : selection;
  const span: Range | null = chosen === null ? null : { fromMs: startOf(chosen.from), toMs: endOf(chosen.to) };
  const within = chosen === null ? [] : byBucket.slice(chosen.from, chosen.to + 1);
  const requests = within.reduce((sum, figures) => sum + figures.requests, 0);
  const failed = within.reduce((sum, figures) => sum + figures.failedRequests, 0);
  return (
    <section aria-label={text.chartTitle} className="min-w-0 rounded-lg border bg-surface p-4">
      <div className="mb-3 flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="font-semibold">{text.chartTitle}</h2>
        {span === null ? (
          <p className="text-xs text-muted-foreground">Drag over a stretch to see its requests</p>
        ) : (
          <p className="flex flex-wrap items-center gap-2 text-xs">
            <span role="status">
              {formatSpan(span, zone)}: {requests.toLocaleString('en-US')} requests
              {failed > 0 && `, ${failed.toLocaleString('en-US')} failed`}
            </span>
            <Link href={requestsHref({ span, query: text.query })} className={buttonClassName('primary', 'small')}>
              View requests
            </Link>
            <Button variant="ghost" size="small" onClick={() => setSelection(null)}>
              Clear
            </Button>
          </p>
        )}
      </div>
      <RangeBars
        label={text.chartTitle}
        bars={byBucket.map((figures, index) => ({
          start: buckets[index] ?? '',
          value: startOf(index) > nowMs ? null : (text.draw ?? text.read)(figures),
          isProvisional: startOf(index) <= nowMs && nowMs < endOf(index),
          ...(measure === 'requests' ? { bad: figures.failedRequests } : {}),
        }))}
        formatValue={text.formatAxis}
        formatTick={(start) => formatTick(start, bucket, zone)}
        describe={describe}
        selection={chosen}
        onSelection={setSelection}
        marks={marks}
      />
    </section>
  );
}
