import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const top = '/var/lib/tollgate';

/** A folder for what root's other users must reach when the checkout or the state folder is closed to them. */
export function sharedFolder(...names: string[]): string {
  let folder = top;
  for (const name of ['', ...names]) {
    folder = join(folder, name);
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o755);
  }
  return folder;
}
