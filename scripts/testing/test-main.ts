import { LauncherError } from '../launcher/launcher-error.ts';
import { createProgress } from '../launcher/progress.ts';
import { abortOnSignals, Interrupted } from '../launcher/stop-signal.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { runSteps } from './run-steps.ts';
import { steps } from './steps.ts';
import { parseTestOptions } from './test-options.ts';

const names = steps.map(({ name }) => name);

async function main(): Promise<number> {
  try {
    const { only, isHelp } = parseTestOptions(process.argv.slice(2), names);
    if (isHelp) {
      process.stdout.write(`Usage: npm test -- [--only STEP[,STEP]]\n\nSteps: ${names.join(', ')}\n`);
      return 0;
    }
    const chosen = only === undefined ? steps : steps.filter(({ name }) => only.includes(name));
    const { signal } = abortOnSignals();
    const { passed, failed } = await runSteps(chosen, cleanEnvironment(process.env), createProgress(process.stdout), signal);
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
    return failed === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    if (!(error instanceof LauncherError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

process.exit(await main());
