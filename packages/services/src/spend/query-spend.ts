import { addUp, readSpend, type SpendCell, type SpendSums } from '@tollgate/db/ledger/read-spend';
import type * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePermission } from '../access/require-permission.ts';
import type { TenantContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { querySpendInput } from './query-spend-input.ts';
import { readLabels } from './read-labels.ts';

export { querySpendInput };

export type SpendSeries = {
  /** The value's id or name, `''` for "none", `other` for the fold of all beyond the top; a value that is called `other` is `=other`. */
  id: string;
  label: string;
  /** One a bucket. */
  costPico: bigint[];
  totalPico: bigint;
  requests: number;
  /** Attempts and tokens are not kept by tag and are 0 there. */
  attempts: number;
  inputTokens: number;
  outputTokens: number;
  unpricedAttempts: number;
};

export type Spend = {
  /** ISO instants at which the buckets begin, without gaps, ascending. */
  buckets: string[];
  /** Dearest first, the fold last. */
  series: SpendSeries[];
  totals: SpendSums;
  /** Whether the series add up to the totals; tags do not, because a request may bear several. */
  isAdditive: boolean;
  /** How many values the fold holds. */
  otherCount: number;
};

const OTHER_ID = 'other';

/** Spend over time by one dimension, from the rollups. Throws `invalid`. */
export async function querySpend(context: TenantContext, input: z.input<typeof querySpendInput>): Promise<Spend> {
  requirePermission(context, 'spend:read');
  const { groupBy, projectIds, ...question } = parseInput(querySpendInput, input);
  const answer = await readSpend(context.database.pool, {
    ...question,
    organizationId: context.organizationId,
    dimension: groupBy,
    projectIds: projectIds ?? null,
  }).catch(refuseUnknownZone);

  const byValue = Map.groupBy(answer.cells, (cell) => cell.id);
  const labels = await readLabels(
    context,
    groupBy,
    [...byValue.keys()].filter((id) => id !== null),
  );
  const series = [...byValue].map(([value, cells]) => toSeries(answer.bucketsMs.length, value, cells, labels));
  return {
    buckets: answer.bucketsMs.map((ms) => new Date(ms).toISOString()),
    series: series.sort(dearestFirst),
    totals: answer.totals,
    isAdditive: groupBy !== 'tag',
    otherCount: Math.max(0, answer.values - question.top),
  };
}

function toSeries(buckets: number, value: string | null, cells: readonly SpendCell[], labels: ReadonlyMap<string, string>): SpendSeries {
  const costPico = Array.from({ length: buckets }, () => 0n);
  for (const cell of cells) costPico[cell.bucket] = cell.costPico;
  const sums = addUp(cells);
  return {
    id: value === null ? OTHER_ID : value === OTHER_ID ? `=${OTHER_ID}` : value,
    label: value === null ? 'Other' : (labels.get(value) ?? value),
    costPico,
    totalPico: sums.costPico,
    requests: sums.requests,
    attempts: sums.attempts,
    inputTokens: sums.inputTokens,
    outputTokens: sums.outputTokens,
    unpricedAttempts: sums.unpricedAttempts,
  };
}

function dearestFirst(one: SpendSeries, other: SpendSeries): number {
  if ((one.id === OTHER_ID) !== (other.id === OTHER_ID)) return one.id === OTHER_ID ? 1 : -1;
  if (one.totalPico !== other.totalPico) return one.totalPico > other.totalPico ? -1 : 1;
  return other.requests - one.requests || (one.id < other.id ? -1 : 1);
}

/** The database's list of zones may be older than ours. */
function refuseUnknownZone(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === '22023') {
    throw new ServiceError('invalid', 'The database does not know this time zone. Choose one near it.', { field: 'zone', cause: error });
  }
  throw error;
}
