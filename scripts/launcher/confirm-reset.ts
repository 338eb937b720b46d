import { createInterface } from 'node:readline/promises';
import { LauncherError } from './launcher-error.ts';

/** Asks before everything is deleted; without a terminal to ask, only `--yes` counts. */
export async function confirmReset(home: string, isYes: boolean): Promise<boolean> {
  if (isYes) return true;
  if (!process.stdin.isTTY)
    throw new LauncherError('--reset deletes every key, request and setting and there is no terminal to ask: add --yes if you mean it.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Delete everything in ${home}: accounts, keys, requests, settings? (y/N) `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
