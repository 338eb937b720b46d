import type { Logger } from '@tollgate/telemetry/logger';

const AGAIN_AFTER_MS = 60_000;

/**
 * Logs that something which is tried again and again fails: at once, when the reason changes, once a minute while it lasts, and when it
 * works again. An outage would else write a line a second.
 */
export function reportFailures(logger: Logger, what: string): { failed(error: unknown, detail?: object): void; succeeded(): void } {
  let reason: string | null = null;
  let reportedAtMs = 0;
  let count = 0;
  return {
    failed(error, detail = {}) {
      const message = error instanceof Error ? error.message : String(error);
      count++;
      if (message === reason && Date.now() - reportedAtMs < AGAIN_AFTER_MS) return;
      reason = message;
      reportedAtMs = Date.now();
      logger.warn({ err: error, what, failures: count, ...detail }, `${what} failed and will be tried again`);
    },
    succeeded() {
      if (reason === null) return;
      logger.info({ what, failures: count }, `${what} works again`);
      reason = null;
      count = 0;
    },
  };
}
