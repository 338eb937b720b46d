import { existsSync, openSync, renameSync, statSync } from 'node:fs';

const keptBytes = 10_000_000;

export type Log = { file: string; descriptor: number; /** Where this run's lines begin. */ start: number };

/** Opens a log for appending; one that has grown past 10 MB is kept as `<file>.1` first. Close the descriptor after the spawn. */
export function openLog(file: string): Log {
  if (existsSync(file) && statSync(file).size > keptBytes) renameSync(file, `${file}.1`);
  const start = existsSync(file) ? statSync(file).size : 0;
  return { file, descriptor: openSync(file, 'a'), start };
}
