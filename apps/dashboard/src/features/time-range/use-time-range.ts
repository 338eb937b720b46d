'use client';
import { useQueryStates } from 'nuqs';
import { useWorkspace } from '../../shell/use-workspace.ts';
import { type Comparison, comparisonRange } from './comparison.ts';
import { rangeSearchParams } from './range-search-params.ts';
import { type Range, type RangeChoice, type RangePreset, resolveRange } from './range.ts';
import { useBrowserZone } from './use-browser-zone.ts';
import { useClock } from './use-clock.ts';
import { isZone } from './zone.ts';

export type TimeRange = {
  choice: RangeChoice;
  range: Range;
  zone: string;
  browserZone: string;
  nowMs: number;
  comparison: Comparison | null;
  /** What the range is compared with; `null` when it is compared with nothing. */
  compared: Range | null;
  setChoice: (choice: RangeChoice) => void;
  setZone: (zone: string) => void;
  setComparison: (comparison: Comparison | null) => void;
};

/** The time range of a page, from its URL; its zone is the organisation's, else the browser's. `null` on the server, which knows neither the browser's zone nor its clock. */
export function useTimeRange(initial: RangePreset): TimeRange | null {
  const { organization } = useWorkspace();
  const browserZone = useBrowserZone();
  const nowMs = useClock();
  const [query, setQuery] = useQueryStates(rangeSearchParams, { history: 'replace' });
  if (browserZone === null || nowMs === null) return null;
  const usualZone = organization.timeZone !== null && isZone(organization.timeZone) ? organization.timeZone : browserZone;
  const zone = query.zone !== null && isZone(query.zone) ? query.zone : usualZone;
  const choice: RangeChoice = { preset: query.range ?? initial, from: query.from, to: query.to };
  return {
    choice,
    range: resolveRange(choice, zone, nowMs),
    zone,
    browserZone,
    nowMs,
    comparison: query.compare,
    compared: query.compare === null ? null : comparisonRange(choice, query.compare, zone, nowMs),
    setChoice: ({ preset, from, to }) => void setQuery({ range: preset === initial ? null : preset, from, to }),
    setZone: (next) => void setQuery({ zone: next === usualZone ? null : next }),
    setComparison: (compare) => void setQuery({ compare }),
  };
}
