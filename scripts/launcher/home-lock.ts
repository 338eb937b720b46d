import { join } from 'node:path';
import { lockHolder, tryLock } from './file-lock.ts';
import { LauncherError } from './launcher-error.ts';

/** Makes this process the only one that works on `home` and returns how to end that. Throws when another living one does. */
export function lockHome(home: string): () => void {
  const file = join(home, 'lock');
  const release = tryLock(file);
  if (release !== undefined) return release;
  throw new LauncherError(
    `Tollgate already runs in ${home} (process ${lockHolder(file) ?? 'unknown'}): stop that one with Ctrl-C, or give this one its own TOLLGATE_HOME, PROXY_PORT, DASHBOARD_PORT and METRICS_PORT.`,
  );
}
