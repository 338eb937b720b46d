import { isStillThere, readRuntime, removeRuntime } from './runtime-file.ts';
import { waitFor } from './wait-for.ts';

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Ends, in order, what a start that was itself killed left running in this state folder. Returns the names. */
export async function stopLeftovers(home: string): Promise<string[]> {
  const leftovers = (readRuntime(home)?.processes ?? []).filter(isStillThere).reverse();
  for (const leftover of leftovers) {
    signal(leftover.pid, leftover.name === 'postgres' ? 'SIGINT' : 'SIGTERM');
    try {
      await waitFor(`the ${leftover.name} of an earlier start to end`, () => !isStillThere(leftover), { timeoutMs: 20_000 });
    } catch {
      signal(leftover.pid, 'SIGKILL');
      await waitFor(`the ${leftover.name} of an earlier start to end`, () => !isStillThere(leftover));
    }
  }
  removeRuntime(home);
  return leftovers.map(({ name }) => name);
}
