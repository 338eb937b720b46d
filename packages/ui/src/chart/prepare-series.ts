import { assignColors, compareText, REST_COLOR } from './series-color.ts';

/** The rest beyond the top series. */
export const OTHER_ID = 'other';
/** What carries no value of the chosen dimension, such as requests without an end user. */
export const UNATTRIBUTED_ID = '';

/** One entity's values by bucket; a missing value means that nothing was recorded there. */
export type SeriesInput = { id: string; label: string; values: readonly (bigint | undefined)[] };

export type PreparedSeries = {
  id: string;
  label: string;
  /** A CSS colour; grey for "other" and "unattributed". */
  color: string;
  /** One a bucket; `null` where the bucket lies ahead of what is known. */
  values: (bigint | null)[];
  total: bigint;
};

export type PreparedChart = {
  buckets: readonly string[];
  /** Largest first; then unattributed; "other" last. */
  series: PreparedSeries[];
  /** Sum over all series by bucket; `null` where unknown. */
  sums: (bigint | null)[];
  total: bigint;
  /** How many entities were folded into "other" here. */
  foldedCount: number;
  /** The bucket that has begun but is not complete; `null` when none is. */
  provisionalIndex: number | null;
};

/**
 * Turns rows of any number of entities into at most `top` stacked series plus "other": the parts always add up to the whole.
 * Ties are broken by label and then by id, so that the same data always draws the same picture.
 *
 * @param buckets ISO instants of the bucket starts, ascending.
 * @param rangeEnd ISO instant at which the last bucket ends.
 * @param completeTo ISO instant up to which the data is complete. A gap before it is a true zero; a bucket that starts at or after
 *   it is unknown.
 */
export function prepareSeries(input: {
  buckets: readonly string[];
  rangeEnd: string;
  completeTo: string;
  series: readonly SeriesInput[];
  top: number;
}): PreparedChart {
  const { buckets, top } = input;
  const completeToMs = Date.parse(input.completeTo);
  const isKnown = buckets.map((start) => Date.parse(start) < completeToMs);
  const filled = input.series.map((entity) => fill(entity, isKnown));

  const entities = filled.filter((entity) => entity.id !== OTHER_ID && entity.id !== UNATTRIBUTED_ID).sort(byTotal);
  const unattributed = filled.filter((entity) => entity.id === UNATTRIBUTED_ID);
  const shown = entities.slice(0, top);
  const folded = entities.slice(top);
  const rest = [...folded, ...filled.filter((entity) => entity.id === OTHER_ID)];

  const colors = assignColors(shown.map((entity) => entity.id));
  const series = shown.map((entity) => ({ ...entity, color: colors.get(entity.id) ?? REST_COLOR }));
  series.push(...unattributed);
  if (rest.length > 0) series.push({ id: OTHER_ID, label: 'Other', color: REST_COLOR, ...sumOf(rest, isKnown) });

  const whole = sumOf(series, isKnown);
  return { buckets, series, sums: whole.values, total: whole.total, foldedCount: folded.length, provisionalIndex: provisionalIndex(input) };
}

function provisionalIndex({
  buckets,
  rangeEnd,
  completeTo,
}: {
  buckets: readonly string[];
  rangeEnd: string;
  completeTo: string;
}): number | null {
  const completeToMs = Date.parse(completeTo);
  const index = buckets.findIndex(
    (start, at) => Date.parse(start) < completeToMs && completeToMs < Date.parse(buckets[at + 1] ?? rangeEnd),
  );
  return index === -1 ? null : index;
}

function fill(entity: SeriesInput, isKnown: readonly boolean[]): PreparedSeries {
  const values = isKnown.map((known, index) => (known ? (entity.values[index] ?? 0n) : nonZero(entity.values[index])));
  return { id: entity.id, label: entity.label, color: REST_COLOR, values, total: totalOf(values) };
}

function sumOf(parts: readonly PreparedSeries[], isKnown: readonly boolean[]): { values: (bigint | null)[]; total: bigint } {
  const values = isKnown.map((known, index) => {
    let sum: bigint | null = known ? 0n : null;
    for (const part of parts) {
      const value = part.values[index] ?? null;
      if (value !== null) sum = (sum ?? 0n) + value;
    }
    return sum;
  });
  return { values, total: totalOf(values) };
}

function totalOf(values: readonly (bigint | null)[]): bigint {
  let total = 0n;
  for (const value of values) if (value !== null) total += value;
  return total;
}

function byTotal(left: PreparedSeries, right: PreparedSeries): number {
  if (left.total !== right.total) return left.total > right.total ? -1 : 1;
  return compareText(left.label, right.label) || compareText(left.id, right.id);
}

/** A value that arrived from ahead of `completeTo` is kept, so that the parts still add up; a zero there says nothing. */
function nonZero(value: bigint | undefined): bigint | null {
  return value === undefined || value === 0n ? null : value;
}
