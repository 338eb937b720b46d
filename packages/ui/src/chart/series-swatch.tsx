import { UNATTRIBUTED_ID } from './prepare-series.ts';

/** The dot that ties a row of a table to its part of the chart. Unattributed is hatched, as in the chart. */
export function SeriesSwatch({ id, color }: { id: string; color: string }) {
  const background = id === UNATTRIBUTED_ID ? `repeating-linear-gradient(45deg, ${color} 0 2px, transparent 2px 4px)` : color;
  return <span aria-hidden className="inline-block size-2.5 shrink-0 rounded-xs" style={{ background }} />;
}
