import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Sends `signal`, waits for the end, and after `graceMs` ends it with SIGKILL. Returns at once when it has ended already. */
export async function stopProcess(child: ChildProcess, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  child.kill(signal);
  await ended;
  clearTimeout(timer);
}

/** Should this process end without stopping `child` first (it crashed), `child` is told to end all the same. */
export function stopWithThisProcess(child: ChildProcess, signal: NodeJS.Signals): void {
  const tell = () => child.kill(signal);
  process.once('exit', tell);
  child.once('exit', () => process.off('exit', tell));
}
