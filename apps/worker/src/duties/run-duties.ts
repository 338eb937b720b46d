import { setTimeout as pause } from 'node:timers/promises';
import { reportFailures } from '../report-failures.ts';
import type { WorkerContext } from '../worker-context.ts';
import type { Duty } from './duty.ts';

const LONGEST_RETRY_MS = 60_000;

/** Runs every duty until the signal aborts; resolves when the running ones have ended. A failure is logged and tried again. */
export async function runDuties(context: WorkerContext, duties: readonly Duty[], signal: AbortSignal): Promise<void> {
  await Promise.all(duties.map((duty) => runDuty(context, duty, signal)));
}

async function runDuty(context: WorkerContext, duty: Duty, signal: AbortSignal): Promise<void> {
  const report = reportFailures(context.logger, duty.name);
  let delayMs = duty.runsAtStart ? 0 : duty.delayMs(context.services.clock());
  for (;;) {
    await pause(delayMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const stop = context.metrics.dutyDuration.startTimer({ duty: duty.name });
    try {
      await duty.run(context);
      stop({ result: 'ok' });
      report.succeeded();
      delayMs = duty.delayMs(context.services.clock());
    } catch (error) {
      stop({ result: 'error' });
      report.failed(error);
      delayMs = Math.min(duty.delayMs(context.services.clock()), LONGEST_RETRY_MS);
    }
  }
}
