import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LauncherError } from './launcher-error.ts';
import { postgresFolder } from './postgres-folder.ts';

const markName = '.tollgate-home';
const neededBytes = 500_000_000;

/** Makes the state folder, or takes an existing one. A folder that was there with other things in it is never marked as ours. */
export function openHome(home: string): void {
  try {
    mkdirSync(join(home, 'logs'), { recursive: true });
    const foreign = readdirSync(home).filter((name) => name !== 'logs');
    if (foreign.length === 0)
      writeFileSync(join(home, markName), 'The state of a Tollgate installation. "npm start -- --reset" deletes it.\n');
  } catch (error) {
    throw new LauncherError(
      `The state folder ${home} cannot be written (${(error as NodeJS.ErrnoException).code}): make it yours or set TOLLGATE_HOME.`,
      error,
    );
  }
}

export function checkDisk(home: string, freeBytes: number = freeBytesOf(home)): void {
  if (freeBytes < neededBytes) {
    throw new LauncherError(
      `Less than 500 MB are free on the disk of ${home}: free some space, or set TOLLGATE_HOME to a folder on another disk.`,
    );
  }
}

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Deletes the state folder and what belongs to it. Refuses a folder that `openHome` did not make. */
export function deleteHome(home: string): void {
  if (!existsSync(home)) return;
  const mark = join(home, markName);
  if (!existsSync(mark) || readFileSync(mark, 'utf8') === '') {
    throw new LauncherError(
      `${home} was not made by Tollgate, so --reset does not delete it: empty it yourself, or set TOLLGATE_HOME to another folder.`,
    );
  }
  const database = postgresFolder(home);
  rmSync(database, { recursive: true, force: true });
  // Outside the state folder it has one of its own around it.
  if (!database.startsWith(home)) rmSync(dirname(database), { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
}
