/** Callers remembered; the oldest are forgotten first, so that a load test cannot fill the memory. */
const MAX_CALLERS = 10_000;

export type FailureCount = {
  /** Whether a call that is to fail `times` times fails now: counts the call. */
  shouldFail(caller: string, times: number): boolean;
  clear(): void;
};

/** Counts the failures given to each caller, so that a retry of the same call finds the fault gone. */
export function createFailureCount(): FailureCount {
  const failures = new Map<string, number>();
  return {
    shouldFail(caller, times) {
      const count = failures.get(caller) ?? 0;
      if (count >= times) return false;
      if (count === 0 && failures.size >= MAX_CALLERS) {
        const oldest = failures.keys().next();
        if (!oldest.done) failures.delete(oldest.value);
      }
      failures.set(caller, count + 1);
      return true;
    },
    clear: () => failures.clear(),
  };
}
