import { LauncherError } from '../launcher/launcher-error.ts';
import type { Progress } from '../launcher/progress.ts';
import type { Step, StepResult } from './steps.ts';

export type Totals = { passed: number; failed: number };

const stepTimeoutMs = 10 * 60_000;

/** One step to its result; whatever it throws is its failure, but an abort of the whole run is passed on. */
async function runStep(step: Step, env: Record<string, string | undefined>, progress: Progress, signal: AbortSignal): Promise<StepResult> {
  const timeout = AbortSignal.timeout(stepTimeoutMs);
  try {
    return await step.run({ env, progress, signal: AbortSignal.any([signal, timeout]) });
  } catch (error) {
    signal.throwIfAborted();
    const reason = timeout.aborted ? `It was not done after ${stepTimeoutMs / 60_000} minutes.` : describe(error);
    return { isPassed: false, output: reason, tests: { passed: 0, failed: 0 } };
  }
}

function describe(error: unknown): string {
  if (error instanceof LauncherError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Runs every step, also after one has failed, tells each one's result and duration, and adds up steps and tests. */
export async function runSteps(
  steps: Step[],
  env: Record<string, string | undefined>,
  progress: Progress,
  signal: AbortSignal,
): Promise<Totals> {
  const totals: Totals = { passed: 0, failed: 0 };
  for (const step of steps) {
    const started = performance.now();
    progress.say(`→ ${step.name}`);
    const heartbeat = setInterval(
      () => progress.say(`  ${step.name} still runs, ${Math.round((performance.now() - started) / 1000)} s`),
      30_000,
    );
    const { isPassed, output, tests } = await runStep(step, env, progress, signal).finally(() => clearInterval(heartbeat));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (!isPassed) progress.say(output.trimEnd());
    const ran = tests.passed + tests.failed > 0 ? `, ${tests.passed} tests passed, ${tests.failed} failed` : '';
    progress.say(`${isPassed ? '✓' : '✗'} ${step.name} (${seconds} s${ran})`);
    totals.passed += tests.passed + (isPassed ? 1 : 0);
    totals.failed += tests.failed + (isPassed ? 0 : 1);
  }
  return totals;
}
