import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { LauncherError } from './launcher-error.ts';
import { openLog } from './open-log.ts';
import { readLog } from './read-log.ts';
import { signalGroup, stopProcess, stopWithThisProcess } from './stop-process.ts';

export type ChildDescription = {
  name: string;
  program: string;
  args: string[];
  cwd: string;
  env: Record<string, string | undefined>;
  logFile: string;
  /** How long it may take after SIGTERM. */
  graceMs: number;
};

export type RunningChild = { name: string; child: ChildProcess; logFile: string; readOutput(): string; stop(): Promise<void> };

/** Starts a process of ours in a group of its own, so that the terminal's Ctrl-C does not reach it before its turn. Output goes to its log. */
export function startChild({ name, program, args, cwd, env, logFile, graceMs }: ChildDescription): RunningChild {
  const log = openLog(logFile);
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', log.descriptor, log.descriptor] });
  closeSync(log.descriptor);
  stopWithThisProcess(child, 'SIGTERM');
  return {
    name,
    child,
    logFile,
    readOutput: () => readLog(logFile, log.start),
    stop: () => stopProcess(child, 'SIGTERM', graceMs, (signal) => signalGroup(child, signal)),
  };
}

/** The one sentence about a child that ended by itself. */
export function describeDeath(name: string, child: ChildProcess, logFile: string): LauncherError {
  const how = child.signalCode !== null ? `signal ${child.signalCode}` : `exit code ${child.exitCode ?? 'unknown'}`;
  return new LauncherError(
    `The ${name} ended unexpectedly (${how}), so everything was stopped: ${logFile} says why; start again once it is mended.`,
  );
}
