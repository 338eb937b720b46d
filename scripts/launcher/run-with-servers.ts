import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { appEnvironment } from './app-environment.ts';
import type { AppEnvironment } from './app-environment.ts';
import { lockHolder } from './file-lock.ts';
import { generateClient } from './generate-client.ts';
import { openHome } from './home-folder.ts';
import { lockHome } from './home-lock.ts';
import { provideInfrastructure } from './infrastructure.ts';
import { LauncherError } from './launcher-error.ts';
import { rootFolder } from './paths.ts';
import type { Progress } from './progress.ts';
import { prepareDatabase } from './run-tollgate.ts';
import { readRuntime } from './runtime-file.ts';
import { readOrMakeSecrets } from './secrets-file.ts';
import type { Settings } from './settings.ts';
import { stopLeftovers } from './stop-leftovers.ts';
import { abortOnSignals, Interrupted } from './stop-signal.ts';
import { createSupervisor } from './supervisor.ts';

/** Runs a script of the checkout on the servers of this state folder, which are started for it when they do not run. Gives its exit code. */
export async function runWithServers(script: string, args: readonly string[], settings: Settings, progress: Progress): Promise<number> {
  try {
    openHome(settings.home);
    await generateClient();
    return (await runBesideStart(script, args, settings)) ?? (await runAlone(script, args, settings, progress));
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    if (!(error instanceof LauncherError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

/** Relative file names mean the folder that the command was typed in. */
async function run(script: string, args: readonly string[], env: AppEnvironment): Promise<number> {
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  const child = spawn(process.execPath, [join(rootFolder, script), ...args], { cwd, env, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** With the servers of a Tollgate that runs in this state folder; `undefined` when none does. */
async function runBesideStart(script: string, args: readonly string[], settings: Settings): Promise<number | undefined> {
  const { home } = settings;
  if (lockHolder(join(home, 'lock')) === undefined) return undefined;
  const { databaseUrl, redisUrl } = readRuntime(home) ?? {};
  if (databaseUrl === undefined || redisUrl === undefined) {
    throw new LauncherError(`Tollgate is just starting or stopping in ${home}: try again when it is up.`);
  }
  return run(script, args, appEnvironment(settings, readOrMakeSecrets(home, process.env), { databaseUrl, redisUrl }));
}

/** With servers that are started for this command and stopped after it. */
async function runAlone(script: string, args: readonly string[], settings: Settings, progress: Progress): Promise<number> {
  const { home } = settings;
  const release = lockHome(home);
  const supervisor = createSupervisor(abortOnSignals());
  try {
    await stopLeftovers(home);
    const secrets = readOrMakeSecrets(home, process.env);
    const env = appEnvironment(settings, secrets, await provideInfrastructure(settings, secrets, supervisor, progress));
    await prepareDatabase(env, progress, supervisor.signal);
    return await run(script, args, env);
  } finally {
    await supervisor.stopAll(() => {});
    release();
  }
}
