import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { tryLock } from './file-lock.ts';
import { LauncherError } from './launcher-error.ts';
import { rootFolder } from './paths.ts';
import type { Progress } from './progress.ts';
import { runCommand } from './run-command.ts';
import { hashSources } from './source-hash.ts';

export const dashboardFolder = join(rootFolder, 'apps', 'dashboard');
export const nextProgram = join(rootFolder, 'node_modules', 'next', 'dist', 'bin', 'next');

const stampFile = join(dashboardFolder, '.next', 'tollgate-source-hash');
const lockFile = join(rootFolder, 'node_modules', '.tollgate-build-lock');

function isBuilt(hash: string): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;
}

/** Builds the dashboard unless the last build was of the very same sources. Another start's build is waited for. */
export async function buildDashboard(logFolder: string, progress: Progress, signal: AbortSignal): Promise<void> {
  const hash = hashSources(rootFolder, ['apps/dashboard', 'packages', 'prisma/schema', 'package-lock.json']);
  if (isBuilt(hash)) return;
  await progress.step('Building the dashboard', async () => {
    let release = tryLock(lockFile);
    for (; release === undefined; release = tryLock(lockFile)) await delay(500, undefined, { signal });
    try {
      if (isBuilt(hash)) return;
      const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
      const logFile = join(logFolder, 'build.log');
      const { code, output } = await runCommand(process.execPath, [nextProgram, 'build'], { cwd: dashboardFolder, env, signal, logFile });
      if (code !== 0) {
        if (output.includes('ENOSPC')) throw new LauncherError('The disk is full: free some space and start again.');
        throw new LauncherError(`The dashboard could not be built: ${logFile} says why; start again once it is mended.`);
      }
      writeFileSync(stampFile, hash);
    } finally {
      release();
    }
  });
}
