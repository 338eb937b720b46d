import { formatClock } from '../time-range/format-bucket.ts';

/** More than this and people should know before they trust the last bar. */
const LATE_MS = 120_000;

/** Up to when everything that was used is counted; a warning when that is minutes ago. */
export function Freshness({
  completeTo,
  nowMs,
  rangeEndMs,
  zone,
}: {
  completeTo: string | null;
  nowMs: number;
  rangeEndMs: number;
  zone: string;
}) {
  if (completeTo === null) {
    return <p className="text-xs text-warning">It cannot be told right now up to when everything is counted.</p>;
  }
  const completeToMs = Date.parse(completeTo);
  if (completeToMs >= rangeEndMs) return <p className="text-xs text-muted-foreground">The whole range is counted</p>;
  const isLate = nowMs - completeToMs > LATE_MS;
  return (
    <p className={isLate ? 'text-xs font-medium text-warning' : 'text-xs text-muted-foreground'}>
      {isLate && 'Counting is behind: '}
      {isLate ? 'up' : 'Up'} to date as of {formatClock(completeToMs, zone)}
    </p>
  );
}
