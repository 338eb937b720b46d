import { readFileSync } from 'node:fs';

/** Reads a script that stands beside this file, by its name without the ending. */
export function loadScript(name: string): string {
  return readFileSync(new URL(`./${name}.lua`, import.meta.url), 'utf8');
}
