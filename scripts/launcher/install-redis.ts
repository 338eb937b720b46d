import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findProgram } from './find-program.ts';
import { LauncherError } from './launcher-error.ts';
import { rootFolder } from './paths.ts';
import { runCommand } from './run-command.ts';

/** Debian's packages start their services unless this file says no. Returns how to take it away again. */
function forbidServices(servicePolicy: string): () => void {
  if (existsSync(servicePolicy)) return () => {};
  writeFileSync(servicePolicy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  return () => rmSync(servicePolicy, { force: true });
}

async function run(program: string, args: string[], signal: AbortSignal): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', HOMEBREW_NO_AUTO_UPDATE: '1' };
  const { code, output } = await runCommand(program, args, { cwd: rootFolder, env, signal });
  if (code !== 0) {
    const lastLine = output.trim().split('\n').at(-1) ?? '';
    throw new LauncherError(
      `Redis could not be installed ("${program} ${args.join(' ')}" says: ${lastLine}): install it yourself or set REDIS_URL.`,
    );
  }
}

/** How this user may install Redis from the system's packages, or `undefined`. Nothing is started. */
export function findRedisInstaller(servicePolicy = '/usr/sbin/policy-rc.d'): ((signal: AbortSignal) => Promise<void>) | undefined {
  const isRoot = process.getuid?.() === 0;
  const apt = findProgram('apt-get');
  if (isRoot && apt !== undefined) {
    return async (signal) => {
      const allowServices = forbidServices(servicePolicy);
      try {
        await run(apt, ['update'], signal);
        await run(apt, ['install', '-y', '--no-install-recommends', 'redis-server'], signal);
      } finally {
        allowServices();
      }
    };
  }
  const brew = findProgram('brew');
  if (!isRoot && brew !== undefined) return (signal) => run(brew, ['install', 'redis'], signal);
  return undefined;
}

/** The one sentence for a machine where Redis must be installed by hand. */
export function missingRedis(): LauncherError {
  const command =
    process.platform === 'darwin'
      ? 'brew install redis'
      : findProgram('apt-get') !== undefined
        ? 'sudo apt-get install -y redis-server'
        : findProgram('dnf') !== undefined
          ? 'sudo dnf install -y valkey'
          : 'your package manager: the package is redis or valkey';
  return new LauncherError(
    `Tollgate needs Redis and found none: install it (${command}), or set REDIS_URL to one that never evicts (maxmemory-policy noeviction).`,
  );
}
