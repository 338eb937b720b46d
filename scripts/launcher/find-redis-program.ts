import { findProgram } from './find-program.ts';
import { findRedisInstaller, missingRedis } from './install-redis.ts';
import type { Progress } from './progress.ts';

export function redisOnPath(): string | undefined {
  return findProgram('redis-server', 'valkey-server');
}

/** A Redis or Valkey server program: the one on the PATH, else installed now when this user may; else throws one sentence. */
export async function findRedisProgram(progress: Progress, signal: AbortSignal): Promise<string> {
  const present = redisOnPath();
  if (present !== undefined) return present;
  const installer = findRedisInstaller();
  if (installer === undefined) throw missingRedis();
  await progress.step('Installing Redis from the system packages (it is not started as a service)', () => installer(signal));
  const installed = redisOnPath();
  if (installed === undefined) throw missingRedis();
  return installed;
}
