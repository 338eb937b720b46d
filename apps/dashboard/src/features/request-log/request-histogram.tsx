'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { classNames } from '@tollgate/ui/class-names';
import { Skeleton } from '@tollgate/ui/skeleton';
import { memo, useRef, useState } from 'react';
import { countOf } from '../member/count-of.ts';
import { useTRPC } from '../../trpc/client.tsx';
import { formatInstant, formatMoment } from '../time-range/format-bucket.ts';
import type { RequestQuestion } from './request-question.ts';

type RequestHistogramProps = {
  question: RequestQuestion;
  zone: string;
  refetchMs: number | false;
  /** Called with the moments that were chosen on the chart. */
  onZoom: (fromMs: number, toMs: number) => void;
};

type Selection = { anchor: number; focus: number };

/**
 * Requests over time, failures on top. A drag over the bars, or Shift with the arrow keys and then Enter, narrows the range to them; plain
 * arrow keys read one bar after the other.
 */
export const RequestHistogram = memo(function RequestHistogram({ question, zone, refetchMs, onZoom }: RequestHistogramProps) {
  const trpc = useTRPC();
  const { data, isPlaceholderData } = useQuery(
    trpc.requestLog.histogram.queryOptions(question, { placeholderData: keepPreviousData, staleTime: 30_000, refetchInterval: refetchMs }),
  );
  const chartRef = useRef<HTMLDivElement>(null);
  const [selection, setSelection] = useState<Selection | null>(null);
  const [isDragging, setDragging] = useState(false);
  if (data === undefined) return <Skeleton className="h-24 w-full" />;

  const count = Math.max(1, Math.ceil((data.toMs - data.fromMs) / data.stepMs));
  const bars = new Map(data.bars.map((bar) => [Math.floor((bar.startMs - data.fromMs) / data.stepMs), bar]));
  const tallest = Math.max(1, ...data.bars.map((bar) => bar.succeeded + bar.failed));
  const total = data.bars.reduce((sum, bar) => sum + bar.succeeded + bar.failed, 0);
  const failed = data.bars.reduce((sum, bar) => sum + bar.failed, 0);
  const [low, high] =
    selection === null ? [-1, -1] : [Math.min(selection.anchor, selection.focus), Math.max(selection.anchor, selection.focus)];
  const startOf = (place: number): number => data.fromMs + place * data.stepMs;

  function placeAt(clientX: number): number {
    const box = chartRef.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return 0;
    return Math.min(count - 1, Math.max(0, Math.floor(((clientX - box.left) / box.width) * count)));
  }

  function zoom(): void {
    if (selection === null || data === undefined) return;
    onZoom(Math.max(data.fromMs, startOf(low)), Math.min(data.toMs, startOf(high + 1)));
    setSelection(null);
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const focus = Math.min(count - 1, Math.max(0, (selection?.focus ?? (step > 0 ? -1 : count)) + step));
      setSelection({ anchor: event.shiftKey && selection !== null ? selection.anchor : focus, focus });
    } else if (event.key === 'Enter' && selection !== null) {
      event.preventDefault();
      zoom();
    } else if (event.key === 'Escape' && selection !== null) {
      event.stopPropagation();
      setSelection(null);
    }
  }

  const chosen = Array.from({ length: Math.max(0, high - low + 1) }, (_, index) => bars.get(low + index)).filter(
    (bar) => bar !== undefined,
  );
  const chosenTotal = chosen.reduce((sum, bar) => sum + bar.succeeded + bar.failed, 0);
  const chosenFailed = chosen.reduce((sum, bar) => sum + bar.failed, 0);
  const partly = data.countedFromMs === null ? '' : ` since ${formatMoment(new Date(data.countedFromMs).toISOString(), zone)}`;
  const summary = `${data.countedFromMs === null ? '' : 'at least '}${countOf(total, 'request')}, ${failed.toLocaleString('en-US')} failed${partly}`;
  const spoken =
    selection === null
      ? summary
      : `${formatInstant(new Date(startOf(low)).toISOString(), zone)} to ${formatInstant(new Date(startOf(high + 1)).toISOString(), zone)}: ${countOf(chosenTotal, 'request')}, ${chosenFailed.toLocaleString('en-US')} failed`;

  return (
    <div className={classNames('rounded-lg border bg-surface px-3 pt-2 pb-1', isPlaceholderData && 'opacity-60')}>
      <div className="flex min-h-6 flex-wrap items-baseline gap-x-3 text-xs text-muted-foreground">
        <span className="font-medium text-foreground tabular-nums">{selection === null ? summary : spoken}</span>
        <span className="ml-auto max-sm:hidden">
          {selection === null ? 'Drag to zoom' : isDragging ? 'Release to zoom' : 'Enter zooms, Esc forgets'}
        </span>
      </div>
      <div
        ref={chartRef}
        role="slider"
        aria-label="Requests over time. Arrow keys read the bars, Shift extends, Enter zooms."
        aria-valuemin={0}
        aria-valuemax={count - 1}
        aria-valuenow={selection?.focus ?? 0}
        aria-valuetext={spoken}
        tabIndex={0}
        className="relative flex h-16 touch-pan-y items-end select-none"
        onKeyDown={onKeyDown}
        onBlur={() => !isDragging && setSelection(null)}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const place = placeAt(event.clientX);
          setDragging(true);
          setSelection({ anchor: place, focus: place });
        }}
        onPointerMove={(event) => {
          const place = placeAt(event.clientX);
          if (isDragging) setSelection((before) => ({ anchor: before?.anchor ?? place, focus: place }));
        }}
        onPointerUp={() => {
          setDragging(false);
          // A press in one place reads that bar; only a drag zooms.
          if (low !== high) zoom();
        }}
        onPointerCancel={() => {
          setDragging(false);
          setSelection(null);
        }}
      >
        {selection !== null && (
          <span
            aria-hidden
            className="absolute inset-y-0 rounded-sm bg-accent-surface"
            style={{ left: `${(low / count) * 100}%`, width: `${((high - low + 1) / count) * 100}%` }}
          />
        )}
        {data.countedFromMs !== null && (
          <span
            aria-hidden
            className="absolute inset-y-0 left-0 border-r border-dashed bg-surface-sunken"
            style={{ width: `${((data.countedFromMs - data.fromMs) / (data.toMs - data.fromMs)) * 100}%` }}
          />
        )}
        {data.bars.map((bar) => {
          const place = Math.floor((bar.startMs - data.fromMs) / data.stepMs);
          const height = (share: number): string => `${(share / tallest) * 100}%`;
          return (
            <span
              key={bar.startMs}
              aria-hidden
              className="absolute bottom-0 flex h-full flex-col justify-end px-px"
              style={{ left: `${(place / count) * 100}%`, width: `${100 / count}%` }}
              title={`${formatMoment(new Date(bar.startMs).toISOString(), zone)}: ${bar.succeeded.toLocaleString('en-US')} succeeded, ${bar.failed.toLocaleString('en-US')} failed`}
            >
              {bar.failed > 0 && <span className="min-h-0.5 w-full rounded-t-xs bg-danger" style={{ height: height(bar.failed) }} />}
              {bar.succeeded > 0 && (
                <span
                  className={classNames('min-h-px w-full bg-chart-1', bar.failed === 0 && 'rounded-t-xs')}
                  style={{ height: height(bar.succeeded) }}
                />
              )}
            </span>
          );
        })}
      </div>
      <div aria-hidden className="flex justify-between border-t pt-0.5 text-[11px] text-muted-foreground tabular-nums">
        <span>{formatMoment(new Date(data.fromMs).toISOString(), zone)}</span>
        <span>{formatMoment(new Date(data.toMs).toISOString(), zone)}</span>
      </div>
    </div>
  );
});
