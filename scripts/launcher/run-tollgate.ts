import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { appEnvironment } from './app-environment.ts';
import type { AppEnvironment } from './app-environment.ts';
import { dashboardApp, proxyApp, simulatorApp, simulatorUrl, workerApp } from './apps.ts';
import type { AppMode, MailCatcher } from './apps.ts';
import { buildDashboard } from './build-dashboard.ts';
import { findKey, firstRequest } from './first-request.ts';
import { generateClient } from './generate-client.ts';
import { checkDisk } from './home-folder.ts';
import { provideInfrastructure } from './infrastructure.ts';
import { LauncherError } from './launcher-error.ts';
import { rememberedPort } from './ports.ts';
import type { Progress } from './progress.ts';
import { runServiceScript } from './run-service-script.ts';
import { describeProcess, writeRuntime } from './runtime-file.ts';
import type { Runtime, RuntimeProcess } from './runtime-file.ts';
import { readOrMakeSecrets } from './secrets-file.ts';
import type { Settings } from './settings.ts';
import { startApp } from './start-app.ts';
import { startMailCatcher } from './start-mail-catcher.ts';
import type { StartOptions } from './start-options.ts';
import type { Supervised, Supervisor } from './supervisor.ts';

/** Brings the database to the newest schema and the catalogue's prices into it. */
export async function prepareDatabase(env: AppEnvironment, progress: Progress, signal: AbortSignal): Promise<void> {
  const applied = await progress.step('Migrating the database', () =>
    runServiceScript('The database could not be migrated', 'packages/db/src/migrations/main.ts', [], env, signal),
  );
  for (const line of applied.split('\n').filter(Boolean)) progress.say(`    ${line}`);
  const seed = 'packages/services/src/price/seed-catalogue-main.ts';
  await progress.step('Loading the price catalogue', () => runServiceScript('The prices could not be loaded', seed, [], env, signal));
}

async function fill(options: StartOptions, env: AppEnvironment, progress: Progress, signal: AbortSignal): Promise<string> {
  let printed = '';
  if (options.configFile !== undefined) {
    const file = resolve(process.env['INIT_CWD'] ?? process.cwd(), options.configFile);
    if (!existsSync(file)) throw new LauncherError(`There is no file ${file}: give --config the path of a YAML file.`);
    printed += await progress.step(`Applying ${options.configFile}`, () =>
      runServiceScript(
        `${options.configFile} was not applied`,
        'packages/services/src/config/cli-main.ts',
        ['apply', '-f', file],
        env,
        signal,
      ),
    );
  }
  if (options.isDemo) {
    const script = 'packages/services/src/demo/seed-demo-main.ts';
    printed += await progress.step('Seeding the demo organisation', () =>
      runServiceScript('The demo could not be seeded', script, [], env, signal),
    );
  }
  return printed;
}

/** Everything from an empty machine to a running Tollgate, each step only when it is needed. Runs until the supervisor's signal aborts, then throws its reason. */
export async function runTollgate(
  mode: AppMode,
  settings: Settings,
  options: StartOptions,
  supervisor: Supervisor,
  progress: Progress,
): Promise<never> {
  const { signal } = supervisor;
  const { home } = settings;
  checkDisk(home);
  const secrets = readOrMakeSecrets(home, process.env);
  await generateClient(signal);

  const processes: RuntimeProcess[] = [];
  let reached: Omit<Runtime, 'processes'> = {};
  const noting: Supervisor = {
    ...supervisor,
    add(supervised: Supervised) {
      supervisor.add(supervised);
      const description = describeProcess(supervised.name, supervised.child.pid);
      if (description !== undefined) processes.push(description);
      writeRuntime(home, { ...reached, processes });
    },
  };
  const infrastructure = await provideInfrastructure(settings, secrets, noting, progress);
  reached = infrastructure;
  const env = appEnvironment(settings, secrets, infrastructure);
  await prepareDatabase(env, progress, signal);
  const printed = await fill(options, env, progress, signal);
  if (mode === 'start') await buildDashboard(join(home, 'logs'), progress, signal);

  let mail: MailCatcher | undefined;
  await progress.step('Starting simulator, worker, proxy and dashboard', async () => {
    const simulator = startApp(simulatorApp(settings, mode, env, await rememberedPort(home, 'simulator')), noting, mode === 'dev');
    await simulator.ready;
    const url = simulatorUrl(simulator.running.readOutput());
    reached = { ...infrastructure, simulatorUrl: url };
    const withSimulator = { ...env, SIMULATOR_URL: url };
    mail = await startMailCatcher(settings, mode, env, noting);
    const withMail = mail === undefined ? withSimulator : { ...withSimulator, SMTP_URL: mail.smtpUrl };
    const worker = startApp(workerApp(settings, mode, withMail), noting, mode === 'dev');
    const proxy = startApp(proxyApp(settings, mode, withSimulator), noting, mode === 'dev');
    const dashboard = startApp(dashboardApp(settings, mode, withSimulator), noting, mode === 'dev');
    await Promise.all([worker.ready, proxy.ready, dashboard.ready]);
  });

  const key = findKey(printed);
  if (printed.trim() !== '') progress.say(`\n${printed.trim()}`);
  progress.say(`
Tollgate is up.
  Dashboard  ${settings.publicUrl}
  Proxy      ${settings.proxyUrl}/v1
  Mail       ${mail === undefined ? 'goes through SMTP_URL' : `${mail.pageUrl} shows what would be sent`}
  State      ${home}

${key === undefined ? 'Sign up in the dashboard and send a first request with the key shown there. To see that the proxy answers:' : 'A first request:'}
  ${firstRequest(settings.proxyUrl, key)}

Ctrl-C stops everything.`);
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}
