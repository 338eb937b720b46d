import { previousRange, type Range, type RangeChoice, resolveRange, shiftRange } from './range.ts';
import { addMonths } from './zone.ts';

export const COMPARISONS = ['previous', 'month', 'year'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const COMPARISON_NAMES: Record<Comparison, string> = {
  previous: 'Previous period',
  month: 'Same period last month',
  year: 'Same period last year',
};

/** The span that the part of a range which has passed is held against. */
export function comparisonRange(choice: RangeChoice, comparison: Comparison, zone: string, nowMs: number): Range {
  if (comparison === 'previous') return previousRange(choice, zone, nowMs);
  const months = comparison === 'month' ? -1 : -12;
  return shiftRange(resolveRange(choice, zone, nowMs), zone, nowMs, (day) => addMonths(day, months));
}
