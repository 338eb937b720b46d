import { formatSpan } from './format-bucket.ts';
import { type RangeChoice, rangeName, resolveRange } from './range.ts';

/** A choice in few words: its name, or the days of a custom one. */
export function describeRange(choice: RangeChoice, zone: string, nowMs: number): string {
  return choice.preset === 'custom' ? formatSpan(resolveRange(choice, zone, nowMs), zone) : rangeName(choice.preset);
}
