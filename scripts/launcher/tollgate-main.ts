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
import { createProgress } from './progress.ts';
import { prepareDatabase } from './run-tollgate.ts';
import { readRuntime } from './runtime-file.ts';
import { readOrMakeSecrets } from './secrets-file.ts';
import { readSettings } from './settings.ts';
import { stopLeftovers } from './stop-leftovers.ts';
import { abortOnSignals, Interrupted } from './stop-signal.ts';
import { createSupervisor } from './supervisor.ts';

const settings = readSettings(process.env);
const { home } = settings;
const progress = createProgress(process.stderr);

/** Relative file names mean the folder that the command was typed in. */
async function runCli(env: AppEnvironment): Promise<number> {
  const script = join(rootFolder, 'packages/services/src/config/cli-main.ts');
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  const child = spawn(process.execPath, [script, ...process.argv.slice(2)], { cwd, env, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** With the servers of a Tollgate that runs in this state folder; `undefined` when none does. */
async function runBesideStart(): Promise<number | undefined> {
  if (lockHolder(join(home, 'lock')) === undefined) return undefined;
  const { databaseUrl, redisUrl } = readRuntime(home) ?? {};
  if (databaseUrl === undefined || redisUrl === undefined) {
    throw new LauncherError(`Tollgate is just starting or stopping in ${home}: try again when it is up.`);
  }
  return runCli(appEnvironment(settings, readOrMakeSecrets(home, process.env), { databaseUrl, redisUrl }));
}

/** With servers that are started for this command and stopped after it. */
async function runAlone(): Promise<number> {
  const release = lockHome(home);
  const supervisor = createSupervisor(abortOnSignals());
  try {
    await stopLeftovers(home);
    const secrets = readOrMakeSecrets(home, process.env);
    const env = appEnvironment(settings, secrets, await provideInfrastructure(settings, secrets, supervisor, progress));
    await prepareDatabase(env, progress, supervisor.signal);
    return await runCli(env);
  } finally {
    await supervisor.stopAll(() => {});
    release();
  }
}

async function main(): Promise<number> {
  try {
    openHome(home);
    await generateClient();
    return (await runBesideStart()) ?? (await runAlone());
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    if (!(error instanceof LauncherError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

process.exit(await main());
