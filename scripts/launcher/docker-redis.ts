import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { findProgram } from './find-program.ts';
import { redisOnPath } from './find-redis-program.ts';
import { rootFolder } from './paths.ts';
import { answersPing } from './redis-server.ts';
import { runCommand } from './run-command.ts';
import { startChild } from './start-child.ts';
import type { RunningChild } from './start-child.ts';
import { waitUntilReady } from './wait-until-ready.ts';

/** Whether there is Docker with Compose and its engine answers. */
export async function hasDockerCompose(signal: AbortSignal): Promise<boolean> {
  if (findProgram('docker') === undefined) return false;
  const within = AbortSignal.any([signal, AbortSignal.timeout(10_000)]);
  try {
    const engine = await runCommand('docker', ['version', '--format', '{{.Server.Version}}'], { cwd: rootFolder, signal: within });
    if (engine.code !== 0) return false;
    const compose = await runCommand('docker', ['compose', 'version'], { cwd: rootFolder, signal: within });
    return compose.code === 0;
  } catch {
    // An engine that does not answer in time is none.
    signal.throwIfAborted();
    return false;
  }
}

/** The Compose project of this state folder; its volume holds this installation's Redis files. */
function composeProject(home: string): string {
  return `tollgate-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`;
}

/** The file demands these of its other services, which are not started here. */
function composeEnvironment(): Record<string, string | undefined> {
  const unused = { POSTGRES_PASSWORD: 'unused', AUTH_SECRET: 'unused', TOLLGATE_KEY_ENCRYPTION_KEY: 'unused' };
  return { ...unused, ...process.env };
}

/** The `redis` service of docker-compose.yml, published on a loopback port, as a child in the foreground: it ends with it. */
export async function startDockerRedis(home: string, port: number, signal: AbortSignal): Promise<RunningChild> {
  const publish = `127.0.0.1:${port}:6379`;
  const logFile = join(home, 'logs', 'redis.log');
  const running = startChild({
    name: 'redis',
    program: 'docker',
    args: ['compose', '-p', composeProject(home), 'run', '--rm', '--no-TTY', '--publish', publish, 'redis'],
    cwd: rootFolder,
    env: composeEnvironment(),
    logFile,
    graceMs: 30_000,
  });
  try {
    // The first time the image is downloaded.
    await waitUntilReady('redis', () => running.child.exitCode !== null || answersPing(port), signal, logFile, 300_000);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return running;
}

/** Removes the Redis files that this state folder has in Docker, if it has any. */
export async function deleteDockerRedis(home: string, signal: AbortSignal): Promise<void> {
  if (redisOnPath() !== undefined || !(await hasDockerCompose(signal))) return;
  await runCommand('docker', ['compose', '-p', composeProject(home), 'down', '--volumes', '--remove-orphans'], {
    cwd: rootFolder,
    env: composeEnvironment(),
    signal,
  });
}
