import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks `read` again and again until it returns something other than `null`, `undefined` or `false`, and returns that.
 * Throws after `timeoutMs`, saying what it waited for and the last error of `read`, if it threw.
 */
export async function waitFor<T>(
  what: string,
  read: () => T | Promise<T>,
  { timeoutMs = 10_000, everyMs = 25 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<Exclude<Awaited<T>, null | undefined | false>> {
  const deadline = performance.now() + timeoutMs;
  let lastError: unknown;
  for (;;) {
    try {
      const value = await read();
      if (value !== null && value !== undefined && value !== false) return value as Exclude<Awaited<T>, null | undefined | false>;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > deadline) {
      throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`, lastError === undefined ? undefined : { cause: lastError });
    }
    await delay(everyMs);
  }
}
