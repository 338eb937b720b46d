import { addUp, readSpend, type SpendCell, type SpendSpan, type SpendSums } from '@tollgate/db/ledger/read-spend';
import type * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { querySpendInput } from './query-spend-input.ts';
import { readFreshness } from './read-freshness.ts';
import { readLabels } from './read-labels.ts';
import { refuseUnknownZone } from './refuse-unknown-zone.ts';

export { querySpendInput };

export type SpendSeries = {
  /** The value's id or name, `''` for "none", `other` for the fold of all beyond the top; a value that is called `other` is `=other`. */
  id: string;
  label: string;
  /** One a bucket. */
  costPico: bigint[];
  totalPico: bigint;
  requests: number;
  attempts: number;
  inputTokens: number;
  outputTokens: number;
  unpricedAttempts: number;
  estimatedAttempts: number;
  /** Of the same value in the second range; `null` without one. */
  compared: { totalPico: bigint; requests: number } | null;
};

export type Spend = {
  /** ISO instants at which the buckets begin, without gaps, ascending. */
  buckets: string[];
  /** Dearest first, the fold last. */
  series: SpendSeries[];
  totals: SpendSums;
  /** The second range: its whole by bucket and in sum. */
  compared: { buckets: string[]; costPico: bigint[]; totals: SpendSums } | null;
  /** Whether the series add up to the totals; tags do not, because a request may bear several. */
  isAdditive: boolean;
  /** How many values the fold holds. */
  otherCount: number;
  /** ISO instant up to which everything is counted; `null` when that is not known. */
  completeTo: string | null;
};

const OTHER_ID = 'other';

/** Spend over time by one dimension, from the rollups. Throws `invalid`. */
export async function querySpend(context: TenantContext, input: z.input<typeof querySpendInput>): Promise<Spend> {
  requirePermission(context, 'spend:read');
  const { groupBy, projectIds, compared = null, ...question } = parseInput(querySpendInput, input);
  // Asked first: what comes in between is counted beyond it and not short of it.
  const completeToMs = await readFreshness(context);
  const answer = await readSpend(context.database.pool, {
    ...question,
    compared,
    organizationId: context.organizationId,
    dimension: groupBy,
    projectIds: projectIds ?? null,
  }).catch(refuseUnknownZone);

  const now = Map.groupBy(answer.cells, (cell) => cell.id);
  const before = Map.groupBy(answer.compared?.cells ?? [], (cell) => cell.id);
  const ids = [...new Set([...now.keys(), ...before.keys()])];
  const labels = await readLabels(
    context,
    groupBy,
    ids.filter((id) => id !== null),
  );
  const series = ids.map((id) => ({
    ...toSeries(answer.bucketsMs.length, id, now.get(id) ?? [], labels),
    compared: answer.compared === null ? null : toCompared(before.get(id) ?? []),
  }));
  return {
    buckets: toInstants(answer),
    series: series.sort(dearestFirst),
    totals: answer.totals,
    compared:
      answer.compared === null
        ? null
        : { buckets: toInstants(answer.compared), costPico: sumsByBucket(answer.compared), totals: answer.compared.totals },
    isAdditive: groupBy !== 'tag',
    otherCount: Math.max(0, answer.values - question.top),
    completeTo: completeToMs === null ? null : new Date(completeToMs).toISOString(),
  };
}

function toInstants({ bucketsMs }: SpendSpan): string[] {
  return bucketsMs.map((ms) => new Date(ms).toISOString());
}

function sumsByBucket({ bucketsMs, cells }: SpendSpan): bigint[] {
  const sums = bucketsMs.map(() => 0n);
  for (const cell of cells) sums[cell.bucket] = (sums[cell.bucket] ?? 0n) + cell.costPico;
  return sums;
}

function toSeries(
  buckets: number,
  value: string | null,
  cells: readonly SpendCell[],
  labels: ReadonlyMap<string, string>,
): Omit<SpendSeries, 'compared'> {
  const costPico = Array.from({ length: buckets }, () => 0n);
  for (const cell of cells) costPico[cell.bucket] = cell.costPico;
  const { costPico: totalPico, requests, attempts, inputTokens, outputTokens, unpricedAttempts, estimatedAttempts } = addUp(cells);
  return {
    id: value === null ? OTHER_ID : value === OTHER_ID ? `=${OTHER_ID}` : value,
    label: value === null ? 'Other' : (labels.get(value) ?? value),
    costPico,
    totalPico,
    requests,
    attempts,
    inputTokens,
    outputTokens,
    unpricedAttempts,
    estimatedAttempts,
  };
}

function toCompared(cells: readonly SpendCell[]): { totalPico: bigint; requests: number } {
  const { costPico, requests } = addUp(cells);
  return { totalPico: costPico, requests };
}

function dearestFirst(one: SpendSeries, other: SpendSeries): number {
  if ((one.id === OTHER_ID) !== (other.id === OTHER_ID)) return one.id === OTHER_ID ? 1 : -1;
  if (one.totalPico !== other.totalPico) return one.totalPico > other.totalPico ? -1 : 1;
  return other.requests - one.requests || (one.id < other.id ? -1 : 1);
}
