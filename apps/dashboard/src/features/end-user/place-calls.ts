/** Where a call stands on the line, in percent of its length, and how long nothing happened before it. */
export type PlacedCall = { leftPercent: number; widthPercent: number; pauseMs: number };

const LEAST_PERCENT = 0.5;

/** Places calls, oldest first, on a line from which the pauses between them are taken out, so that a session of days can be read. */
export function placeCalls(calls: readonly { startMs: number; durationMs: number }[]): PlacedCall[] {
  let removedMs = 0;
  let endMs = calls[0]?.startMs ?? 0;
  const placed = calls.map(({ startMs, durationMs }) => {
    const pauseMs = Math.max(0, startMs - endMs);
    removedMs += pauseMs;
    endMs = Math.max(endMs, startMs + durationMs);
    return { offsetMs: startMs - removedMs, durationMs, pauseMs };
  });
  const fromMs = placed[0]?.offsetMs ?? 0;
  const lengthMs = Math.max(1, ...placed.map(({ offsetMs, durationMs }) => offsetMs + durationMs - fromMs));
  return placed.map(({ offsetMs, durationMs, pauseMs }) => {
    const widthPercent = Math.max(LEAST_PERCENT, (durationMs / lengthMs) * 100);
    return { leftPercent: Math.min(100 - widthPercent, ((offsetMs - fromMs) / lengthMs) * 100), widthPercent, pauseMs };
  });
}
