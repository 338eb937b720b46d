import { REST_COLOR } from '@tollgate/ui/chart/series-color';
import { prepareSeries, type PreparedChart, type SeriesInput, OTHER_ID } from '@tollgate/ui/chart/prepare-series';
import { revealControls } from '../caller-text/reveal-controls.ts';
import { changeOf, perUnit, shareOf } from './figures.ts';
import type { Spend } from './spend-types.ts';

/** How many parts a stack can have before they cannot be told apart. */
const CHART_TOP = 8;

/** Beside the same in another range. */
export type SpendChange = {
  beforePico: bigint;
  byPico: bigint;
  /** `null` when there was nothing before. */
  percent: number | null;
};

export type SpendRow = {
  id: string;
  label: string;
  /** That of its part of the chart; grey when the chart folds it into "other". */
  color: string;
  costPico: bigint;
  /** Percent of the whole, to a tenth. */
  share: number | null;
  requests: number;
  tokens: { input: number; output: number };
  unpricedAttempts: number;
  estimatedAttempts: number;
  /** Whether nothing of it has a price; its cost then is unknown, not zero. */
  isUnpriced: boolean;
  costPerRequestPico: bigint | null;
  /** Cost by bucket in dollars, for a sparkline. */
  trend: (number | null)[];
  /** `null` when nothing is compared. */
  change: SpendChange | null;
};

/**
 * The chart and the table of one answer. Both come from the same series, so the rows of the table add up to the chart and to the
 * total.
 */
export function prepareSpend(spend: Spend, rangeEnd: string, completeTo: string): { chart: PreparedChart; rows: SpendRow[] } {
  const inputs: SeriesInput[] = spend.series.map((series) => ({
    id: series.id,
    label: revealControls(series.label),
    values: series.costPico,
  }));
  const chart = prepareSeries({ buckets: spend.buckets, rangeEnd, completeTo, series: inputs, top: CHART_TOP });
  const whole = prepareSeries({ buckets: spend.buckets, rangeEnd, completeTo, series: inputs, top: Number.POSITIVE_INFINITY });
  const byId = new Map(spend.series.map((series) => [series.id, series]));
  const colors = new Map(chart.series.map((series) => [series.id, series.color]));
  const rows: SpendRow[] = [];
  for (const { id, total, values } of whole.series) {
    const series = byId.get(id);
    if (!series) continue;
    rows.push({
      id,
      label: id === OTHER_ID ? `Other (${spend.otherCount.toLocaleString('en-US')})` : series.label,
      color: colors.get(id) ?? REST_COLOR,
      costPico: total,
      share: shareOf(total, spend.totals.costPico),
      requests: series.requests,
      tokens: { input: series.inputTokens, output: series.outputTokens },
      unpricedAttempts: series.unpricedAttempts,
      estimatedAttempts: series.estimatedAttempts,
      isUnpriced: total === 0n && series.unpricedAttempts > 0,
      costPerRequestPico: total === 0n && series.unpricedAttempts > 0 ? null : perUnit(total, series.requests),
      trend: values.map((value) => (value === null ? null : Number(value) / 1e12)),
      change: series.compared === null ? null : toChange(total, series.compared.totalPico),
    });
  }
  return { chart, rows };
}

export function toChange(currentPico: bigint, beforePico: bigint): SpendChange {
  return { beforePico, byPico: currentPico - beforePico, percent: changeOf(currentPico, beforePico) };
}
