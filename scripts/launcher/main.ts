import type { AppMode } from './apps.ts';
import { confirmReset } from './confirm-reset.ts';
import { deleteDockerRedis } from './docker-redis.ts';
import { deleteHome, openHome } from './home-folder.ts';
import { lockHome } from './home-lock.ts';
import { LauncherError } from './launcher-error.ts';
import { checkPorts } from './ports.ts';
import { createProgress } from './progress.ts';
import { runTollgate } from './run-tollgate.ts';
import { removeRuntime } from './runtime-file.ts';
import { readSettings } from './settings.ts';
import { help, parseStartOptions } from './start-options.ts';
import { stopLeftovers } from './stop-leftovers.ts';
import { abortOnSignals, Interrupted } from './stop-signal.ts';
import { createSupervisor } from './supervisor.ts';

/** `npm start` and `npm run dev`; resolves to the exit code after everything it started has ended. */
export async function main(mode: AppMode, args: string[]): Promise<number> {
  const progress = createProgress(process.stdout);
  const controller = abortOnSignals();
  const supervisor = createSupervisor(controller);
  let releaseHome = () => {};
  try {
    const options = parseStartOptions(args);
    if (options.isHelp) {
      process.stdout.write(help);
      return 0;
    }
    const settings = readSettings(process.env);
    openHome(settings.home);
    releaseHome = lockHome(settings.home);
    const leftovers = await stopLeftovers(settings.home);
    if (leftovers.length > 0) progress.say(`  Ended what a killed start had left running: ${leftovers.join(', ')}`);
    await checkPorts({
      PROXY_PORT: settings.proxyPort,
      DASHBOARD_PORT: settings.dashboardPort,
      METRICS_PORT: settings.metricsPort,
      ...(settings.smtpUrl === undefined && settings.mailCatcherPort !== undefined ? { MAIL_CATCHER_PORT: settings.mailCatcherPort } : {}),
      ...(settings.smtpUrl === undefined && settings.mailCatcherSmtpPort !== undefined
        ? { MAIL_CATCHER_SMTP_PORT: settings.mailCatcherSmtpPort }
        : {}),
    });
    if (options.isReset) {
      if (!(await confirmReset(settings.home, options.isYes))) {
        progress.say('Nothing was deleted.');
        return 0;
      }
      await deleteDockerRedis(settings.home, supervisor.signal);
      deleteHome(settings.home);
      openHome(settings.home);
      releaseHome = lockHome(settings.home);
    }
    try {
      return await runTollgate(mode, settings, options, supervisor, progress);
    } finally {
      await supervisor.stopAll((name) => progress.say(`  Stopping ${name}`));
      removeRuntime(settings.home);
    }
  } catch (error) {
    if (error instanceof Interrupted) {
      progress.say('Stopped.');
      return 0;
    }
    if (!(error instanceof LauncherError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    releaseHome();
  }
}
