import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export type ServiceProcess = {
  readonly child: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** SIGTERM; resolves with the exit code when it has gone. */
  stop(): Promise<number | null>;
  /** SIGKILL; resolves when it has gone. */
  kill(): Promise<void>;
};

/** Starts one of our processes as `npm start` does, with an environment of its own. `script` is relative to the repository. */
export function startService(
  script: string,
  environment: Record<string, string>,
  nodeOptions: readonly string[] = [],
  scriptArguments: readonly string[] = [],
): ServiceProcess {
  const child = spawn(process.execPath, [...nodeOptions, script, ...scriptArguments], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'info', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (part) => (output += String(part)));
  child.stderr.on('data', (part) => (output += String(part)));
  const gone = once(child, 'exit');
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await gone;
    return child.exitCode;
  };
  return {
    child,
    output: () => output,
    stop: () => end('SIGTERM'),
    async kill() {
      await end('SIGKILL');
    },
  };
}
