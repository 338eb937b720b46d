/** What the waterfall needs of an attempt. `startedAt` is an ISO instant. */
export type TimedAttempt = { attemptId: string; startedAt: string; durationMs: number; firstTokenMs: number | null };

/** A bar in percent of the request's whole time; `waitPercent` is the part of it before the first token. */
export type AttemptBar = { attemptId: string; offsetMs: number; leftPercent: number; widthPercent: number; waitPercent: number };

/** Thinner than this a bar cannot be seen. */
const MIN_WIDTH_PERCENT = 0.8;

/**
 * Places attempts on the time line of their request. Clocks of two processes may disagree, so a bar never leaves the box: it starts
 * at 0 at the earliest and ends at 100 at the latest.
 */
export function placeAttempts(requestStartedAt: string, requestDurationMs: number, attempts: readonly TimedAttempt[]): AttemptBar[] {
  const startMs = Date.parse(requestStartedAt);
  const offsets = attempts.map((attempt) => Math.max(0, Date.parse(attempt.startedAt) - startMs));
  const wholeMs = Math.max(1, requestDurationMs, ...attempts.map((attempt, index) => (offsets[index] ?? 0) + attempt.durationMs));
  return attempts.map((attempt, index) => {
    const offsetMs = offsets[index] ?? 0;
    const widthPercent = Math.min(100, Math.max(MIN_WIDTH_PERCENT, (attempt.durationMs / wholeMs) * 100));
    const waitMs = Math.min(attempt.durationMs, attempt.firstTokenMs ?? attempt.durationMs);
    return {
      attemptId: attempt.attemptId,
      offsetMs,
      leftPercent: Math.min(100 - widthPercent, (offsetMs / wholeMs) * 100),
      widthPercent,
      waitPercent: attempt.durationMs === 0 ? 100 : (waitMs / attempt.durationMs) * 100,
    };
  });
}
