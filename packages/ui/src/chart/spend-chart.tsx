'use client';
import { useId, useMemo } from 'react';
import { Bar, CartesianGrid, ComposedChart, Line, Rectangle, Tooltip, XAxis, YAxis } from 'recharts';
import { formatUsd } from '../format-usd.ts';
import { axisTicks } from './axis-ticks.ts';
import { describeChart } from './describe-chart.ts';
import { formatAxisUsd } from './format-axis-usd.ts';
import { type PreparedChart, type PreparedSeries, UNATTRIBUTED_ID } from './prepare-series.ts';
import { REST_COLOR } from './series-color.ts';
import { SpendTooltip } from './spend-tooltip.tsx';

export type SpendChartProps = {
  chart: PreparedChart;
  /** Whole text of a bucket, for the tooltip and the summary. */
  formatBucket: (start: string) => string;
  /** Short text of a bucket, for the axis. */
  formatTick: (start: string) => string;
  /** What the picture shows, such as "Spend by project". */
  label: string;
  /** Stacked parts add up to a height that means the whole; parts that overlap, such as tags, are drawn as lines instead. */
  isStacked?: boolean;
  /** The whole of another range, bucket by bucket from its own beginning, drawn as a pale dotted line. */
  compared?: ComparedSums | undefined;
};

export type ComparedSums = { label: string; values: readonly bigint[] };

/** More bars than this leave no room for gaps and outlines. */
const MAX_WIDE_BARS = 62;

/** Spend over time. Drawn from dollars as floats; every number that is read comes from the exact amounts. */
export default function SpendChart({ chart, formatBucket, formatTick, label, isStacked = true, compared }: SpendChartProps) {
  const summaryId = useId();
  const hatchId = useId();
  const points = useMemo(() => toPoints(chart, isStacked, compared), [chart, isStacked, compared]);
  const ticks = useMemo(() => axisTicks(largestOf(points, isStacked)), [points, isStacked]);
  const provisional = chart.provisionalIndex;
  const isDense = chart.buckets.length > MAX_WIDE_BARS;
  const fillOf = (series: PreparedSeries): string => (series.id === UNATTRIBUTED_ID ? `url(#${hatchId})` : series.color);

  return (
    <figure className="min-w-0" aria-labelledby={summaryId}>
      <figcaption id={summaryId} className="sr-only">
        {label}. {describeChart(chart, formatUsd, formatBucket)}
      </figcaption>
      <ComposedChart
        responsive
        data={points}
        title={label}
        desc="Use the arrow keys to read one bucket after the other."
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        barCategoryGap={isDense ? 0.5 : '18%'}
        className="h-72 w-full text-xs [&_.recharts-surface:focus-visible]:outline-2 [&_.recharts-surface:focus-visible]:outline-ring"
      >
        <defs>
          <pattern id={hatchId} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" fill="var(--surface)" />
            <rect width="3" height="6" fill={REST_COLOR} />
          </pattern>
        </defs>
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="start"
          tickFormatter={formatTick}
          tick={{ fill: 'var(--muted-foreground)' }}
          stroke="var(--border)"
          tickLine={false}
          minTickGap={24}
          interval="preserveStartEnd"
        />
        <YAxis
          width="auto"
          ticks={ticks}
          domain={[0, ticks.at(-1) ?? 1]}
          allowDataOverflow
          interval={0}
          tickFormatter={formatAxisUsd}
          tick={{ fill: 'var(--muted-foreground)' }}
          axisLine={false}
          tickLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={isStacked ? { fill: 'var(--surface-hover)' } : { stroke: 'var(--muted-foreground)' }}
          wrapperStyle={{ zIndex: 20, outline: 'none' }}
          content={({ active, activeIndex }) => {
            const index = Number(activeIndex);
            const start = active ? chart.buckets[index] : undefined;
            return start === undefined ? null : (
              <SpendTooltip
                chart={chart}
                index={index}
                bucketLabel={formatBucket(start)}
                isProvisional={index === provisional}
                isAdditive={isStacked}
                compared={compared}
              />
            );
          }}
        />
        {chart.series.map((series, position) =>
          isStacked ? (
            <Bar
              key={series.id}
              dataKey={`v${position}`}
              name={series.label}
              stackId="spend"
              fill={fillOf(series)}
              {...(isDense ? {} : { stroke: 'var(--surface)', strokeWidth: 0.5 })}
              maxBarSize={48}
              isAnimationActive={false}
              shape={(props) => <Rectangle {...props} fillOpacity={props.index === provisional ? 0.55 : 1} isAnimationActive={false} />}
            />
          ) : (
            <Line
              key={series.id}
              dataKey={`v${position}`}
              name={series.label}
              type="linear"
              stroke={series.color}
              strokeWidth={1.75}
              {...(series.id === UNATTRIBUTED_ID ? { strokeDasharray: '4 3' } : {})}
              dot={false}
              isAnimationActive={false}
            />
          ),
        )}
        {compared !== undefined && (
          <Line
            dataKey="compared"
            name={compared.label}
            type="linear"
            stroke="var(--foreground)"
            strokeOpacity={0.55}
            strokeWidth={1.5}
            strokeDasharray="2 4"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        )}
      </ComposedChart>
      <p className="mt-1 min-h-4 text-xs text-muted-foreground">
        {provisional !== null &&
          isStacked &&
          `${formatBucket(chart.buckets[provisional] ?? '')} is not over: ${formatUsd(chart.sums[provisional] ?? 0n)} so far.`}
      </p>
    </figure>
  );
}

type Point = { start: string; compared: number | null } & Record<`v${number}`, number | null>;

/** Leaving zeros out of a stack saves most of the elements of a sparse chart. */
function toPoints(chart: PreparedChart, isStacked: boolean, compared: ComparedSums | undefined): Point[] {
  return chart.buckets.map((start, bucket) => {
    const before = compared?.values[bucket];
    const point: Point = { start, compared: before === undefined ? null : toUsd(before) };
    for (const [position, series] of chart.series.entries()) {
      const value = series.values[bucket] ?? null;
      point[`v${position}`] = value === null || (isStacked && value === 0n) ? null : toUsd(value);
    }
    return point;
  });
}

function toUsd(pico: bigint): number {
  return Number(pico) / 1e12;
}

function largestOf(points: readonly Point[], isStacked: boolean): number {
  let largest = 0;
  for (const { start: _start, compared, ...parts } of points) {
    const values = Object.values(parts).map((value) => value ?? 0);
    const height = isStacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
    largest = Math.max(largest, height, compared ?? 0);
  }
  return largest;
}
