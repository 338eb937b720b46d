import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

/** Signals the whole process group of a detached child; one that has just gone is no error. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

type Tell = (signal: NodeJS.Signals) => void;

/**
 * Sends `signal`, waits for the end, and after `graceMs` ends it with SIGKILL. Returns at once when it has ended already.
 * `tell` says how a signal is sent: to the process alone unless given.
 */
export async function stopProcess(
  child: ChildProcess,
  signal: NodeJS.Signals,
  graceMs: number,
  tell: Tell = (name) => child.kill(name),
): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  const timer = setTimeout(() => tell('SIGKILL'), graceMs);
  tell(signal);
  await ended;
  clearTimeout(timer);
}

/** Should this process end without stopping `child` first (it crashed), `child` is told to end all the same. */
export function stopWithThisProcess(child: ChildProcess, signal: NodeJS.Signals): void {
  const tell = () => child.kill(signal);
  process.once('exit', tell);
  child.once('exit', () => process.off('exit', tell));
}
