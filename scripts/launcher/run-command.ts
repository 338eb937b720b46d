import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { signalGroup, stopWithThisProcess } from './stop-process.ts';

export type CommandResult = { code: number | null; stdout: string; output: string };

export type CommandOptions = {
  cwd: string;
  env?: Record<string, string | undefined>;
  signal?: AbortSignal;
  /** Where everything it said is kept. */
  logFile?: string;
};

/**
 * Runs a program to its end and returns what it said (`output` is both streams as they came). Its own process group, all of
 * which is ended when `signal` aborts; then this throws the signal's reason.
 */
export async function runCommand(program: string, args: string[], { cwd, env, signal, logFile }: CommandOptions): Promise<CommandResult> {
  signal?.throwIfAborted();
  const child = spawn(program, args, { cwd, env: env ?? process.env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  stopWithThisProcess(child, 'SIGTERM');
  const abort = () => signalGroup(child, 'SIGTERM');
  signal?.addEventListener('abort', abort, { once: true });
  let stdout = '';
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
    output += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    signal?.throwIfAborted();
    return { code, stdout, output };
  } finally {
    signal?.removeEventListener('abort', abort);
    if (logFile !== undefined) writeFileSync(logFile, output);
  }
}
