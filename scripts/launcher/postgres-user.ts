import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { LauncherError } from './launcher-error.ts';

export type SystemUser = { uid: number; gid: number };

function findUser(name: string): SystemUser | undefined {
  const fields = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([user]) => user === name);
  return fields === undefined ? undefined : { uid: Number(fields[2]), gid: Number(fields[3]) };
}

/**
 * Postgres refuses to run as root. As root it runs as the system user `postgres`, made when there is none; otherwise as
 * whoever runs this (`undefined`).
 */
export function postgresUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const existing = findUser('postgres');
  if (existing !== undefined) return existing;
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], {
      stdio: 'pipe',
    });
  } catch (error) {
    throw new LauncherError(
      'Postgres does not run as root and the user "postgres" could not be made: run as an ordinary user, or set DATABASE_URL.',
      error,
    );
  }
  const made = findUser('postgres');
  if (made === undefined)
    throw new LauncherError('The user "postgres" was made but is not in /etc/passwd: set DATABASE_URL to a database of yours.');
  return made;
}
