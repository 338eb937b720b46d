import { formatAxisUsd } from '@tollgate/ui/chart/format-axis-usd';
import { formatUsd } from '@tollgate/ui/format-usd';
import { formatDuration } from '../request-log/format-duration.ts';
import type { Overview } from './overview-types.ts';

export const MEASURES = ['spend', 'requests', 'success', 'p95', 'tokens', 'rescued'] as const;
export type Measure = (typeof MEASURES)[number];

type Figures = Overview['totals'];

export type MeasureText = {
  title: string;
  /** What the bars show, where that is not the title. */
  chartTitle: string;
  /** Of a sum or a bucket; `null` when there is nothing to tell. Amounts become dollars as floats: for drawing alone. */
  read: (figures: Figures) => number | null;
  /** Of a bar; `read` where absent. */
  draw?: (figures: Figures) => number | null;
  /** As it is read in the tile. */
  format: (figures: Figures) => string;
  formatAxis: (value: number) => string;
  /** The direction that is good news; `null` when neither is. */
  good: 'up' | 'down' | null;
  /** The filter of the requests behind it. */
  query: string;
};

const count = (value: number): string => value.toLocaleString('en-US');
const compactFormat = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const compact = (value: number): string => (value < 10_000 ? count(value) : compactFormat.format(value));
const percent = (value: number): string =>
  `${value.toLocaleString('en-US', { maximumFractionDigits: value >= 99.95 || value < 0.05 ? 2 : 1 })} %`;

export const MEASURE_TEXTS: Record<Measure, MeasureText> = {
  spend: {
    title: 'Spend',
    chartTitle: 'Spend',
    read: ({ costPico }) => (costPico === null ? null : Number(costPico) / 1e12),
    format: ({ costPico }) => formatUsd(costPico ?? 0n),
    formatAxis: formatAxisUsd,
    good: null,
    query: '',
  },
  requests: {
    title: 'Requests',
    chartTitle: 'Requests, failed ones in red',
    read: ({ requests }) => requests,
    format: ({ requests }) => count(requests),
    formatAxis: compact,
    good: null,
    query: '',
  },
  success: {
    title: 'Success rate',
    chartTitle: 'Failed requests, in percent',
    read: successRate,
    draw: (figures) => (figures.requests === 0 ? null : (100 * figures.failedRequests) / figures.requests),
    format: (figures) => {
      const rate = successRate(figures);
      return rate === null ? '–' : percent(rate);
    },
    formatAxis: (value) => `${value} %`,
    good: 'up',
    query: 'status:error',
  },
  p95: {
    title: 'p95 latency',
    chartTitle: 'Time that 95 % of answers took at most',
    read: ({ p95Ms }) => p95Ms,
    format: ({ p95Ms }) => (p95Ms === null ? '–' : formatDuration(p95Ms)),
    formatAxis: formatDuration,
    good: 'down',
    query: '',
  },
  tokens: {
    title: 'Tokens',
    chartTitle: 'Tokens, in and out',
    read: ({ tokens }) => tokens,
    format: ({ tokens }) => compact(tokens),
    formatAxis: compact,
    good: null,
    query: '',
  },
  rescued: {
    title: 'Rescued requests',
    chartTitle: 'Requests answered after a failed attempt',
    read: ({ rescuedRequests }) => rescuedRequests,
    format: ({ rescuedRequests }) => count(rescuedRequests),
    formatAxis: compact,
    good: null,
    query: 'status:success attempts>1',
  },
};

function successRate({ requests, failedRequests }: Figures): number | null {
  return requests === 0 ? null : (100 * (requests - failedRequests)) / requests;
}

export type ChangeOfMeasure = { text: string; tone: 'good' | 'bad' | 'neutral' };

/** How a measure moved against the period before; rates in percentage points, everything else in percent. */
export function describeMeasureChange(measure: Measure, now: Figures, before: Figures): ChangeOfMeasure {
  const { read, good } = MEASURE_TEXTS[measure];
  const [current, previous] = [read(now), read(before)];
  if (current === null) return { text: '', tone: 'neutral' };
  if (previous === null || (previous === 0 && current !== 0)) return { text: 'nothing before', tone: 'neutral' };
  const moved = measure === 'success' ? current - previous : previous === 0 ? 0 : (100 * (current - previous)) / previous;
  const rounded = Math.round(moved * 10) / 10;
  if (rounded === 0) return { text: 'as before', tone: 'neutral' };
  const unit = measure === 'success' ? 'points' : '%';
  const tone = good === null ? 'neutral' : rounded > 0 === (good === 'up') ? 'good' : 'bad';
  return { text: `${rounded > 0 ? '▲' : '▼'} ${Math.abs(rounded).toLocaleString('en-US')} ${unit}`, tone };
}
