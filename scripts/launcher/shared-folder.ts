import { chmodSync, mkdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Where root puts what another user must reach when the checkout or the state folder is closed to that one. */
export const sharedFolder = '/var/lib/tollgate';

/** Makes `folder`; what of it lies in the shared folder is open to everybody, whatever the umask. */
export function makeReachable(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const inside = relative(sharedFolder, folder);
  if (inside.startsWith('..')) return;
  let current = sharedFolder;
  chmodSync(current, 0o755);
  for (const name of inside.split(sep).filter(Boolean)) {
    current = join(current, name);
    chmodSync(current, 0o755);
  }
}
