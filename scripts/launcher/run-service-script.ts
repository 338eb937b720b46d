import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AppEnvironment } from './app-environment.ts';
import { LauncherError } from './launcher-error.ts';
import { rootFolder } from './paths.ts';
import { runCommand } from './run-command.ts';

/** Runs a script of the checkout to its end and returns its standard output; `what` begins the sentence about a failure. */
export async function runServiceScript(
  what: string,
  script: string,
  args: string[],
  env: AppEnvironment,
  signal: AbortSignal,
): Promise<string> {
  const path = join(rootFolder, script);
  if (!existsSync(path)) throw new LauncherError(`${what}: this checkout has no ${script}; get a whole one.`);
  const { code, stdout, output } = await runCommand(process.execPath, [path, ...args], { cwd: rootFolder, env, signal });
  if (code !== 0) throw new LauncherError(`${what}: ${output.trim().split('\n').slice(-15).join('\n')}`);
  return stdout;
}
