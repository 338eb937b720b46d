import { LauncherError } from './launcher-error.ts';
import { waitFor } from './wait-for.ts';

/** Waits until `isReady`. Throws the reason of `signal` as soon as it aborts, and one sentence after `timeoutMs`. */
export async function waitUntilReady(
  name: string,
  isReady: () => boolean | Promise<boolean>,
  signal: AbortSignal,
  logFile: string,
  timeoutMs = 120_000,
): Promise<void> {
  try {
    await waitFor(name, () => signal.aborted || isReady(), { timeoutMs, everyMs: 100 });
  } catch (error) {
    throw new LauncherError(`The ${name} was not ready after ${timeoutMs / 1000} s: ${logFile} says why.`, error);
  }
  signal.throwIfAborted();
}

/** Whether a GET there is answered with a status below 400 within two seconds. */
export async function answersGet(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status < 400;
  } catch {
    return false;
  }
}
