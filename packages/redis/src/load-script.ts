import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Reads a script that stands beside this file, by its name without the ending. */
export function loadScript(name: string): string {
  // `new URL(name, import.meta.url)` would be rewritten by the dashboard's bundler into an address for browsers.
  return readFileSync(join(dirname(fileURLToPath(import.meta.url)), `${name}.lua`), 'utf8');
}
