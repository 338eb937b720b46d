import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { randomUUID } from 'node:crypto';
import { LauncherError } from './launcher-error.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { postgresUser } from './postgres-user.ts';
import type { SystemUser } from './postgres-user.ts';
import { makeReachable } from './shared-folder.ts';
import { stopProcess, stopWithThisProcess } from './stop-process.ts';
import { waitFor } from './wait-for.ts';

export type PostgresServer = { url: string; port: number; child: ChildProcess; stop(): Promise<void> };

export type PostgresOptions = { dataFolder: string; port: number; password: string; logFile: string; flags?: string[] };

async function initialise(initdb: string, { dataFolder, password }: PostgresOptions, user: SystemUser | undefined): Promise<void> {
  const passwordFile = join(tmpdir(), `tollgate-initdb-${randomUUID()}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user !== undefined) chownSync(passwordFile, user.uid, user.gid);
  const flags = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale-provider=builtin'];
  try {
    await promisify(execFile)(initdb, [`--pgdata=${dataFolder}`, ...flags, '--builtin-locale=C.UTF-8', '--locale=C'], {
      ...user,
      cwd: dataFolder,
    });
  } catch (error) {
    throw new LauncherError(`Postgres could not make its files in ${dataFolder}; the cause follows. ${(error as Error).message}`, error);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The eighth line of `postmaster.pid` is how `pg_ctl` too learns that the server accepts connections. */
function isReady(dataFolder: string, pid: number): boolean {
  const file = join(dataFolder, 'postmaster.pid');
  if (!existsSync(file)) return false;
  const lines = readFileSync(file, 'utf8').split('\n');
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

/**
 * Starts the Postgres of the npm package on loopback, making `dataFolder` when it has no cluster, and resolves when it
 * accepts connections. Its own process group: the terminal's Ctrl-C does not reach it before its turn.
 */
export async function startPostgresServer(options: PostgresOptions): Promise<PostgresServer> {
  const { dataFolder, port, password, logFile, flags = [] } = options;
  const user = postgresUser();
  const { postgres, initdb } = postgresBinaries(user);
  makeReachable(dirname(dataFolder));
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  if (user !== undefined) chownSync(dataFolder, user.uid, user.gid);
  if (!existsSync(join(dataFolder, 'PG_VERSION'))) await initialise(initdb, options, user);

  const log = openSync(logFile, 'a');
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', ...flags];
  const child = spawn(postgres, ['-D', dataFolder, '-p', String(port), ...settings], {
    ...user,
    cwd: dataFolder,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  stopWithThisProcess(child, 'SIGINT');
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  const hasEnded = () => failure !== undefined || child.exitCode !== null || child.signalCode !== null;
  const isUp = await waitFor('Postgres', () => (hasEnded() ? 'ended' : isReady(dataFolder, child.pid ?? 0)), { timeoutMs: 60_000 });
  if (isUp === 'ended') throw new LauncherError(`Postgres did not start: see ${logFile}.`, failure);

  const url = `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  // SIGINT is Postgres' fast shutdown: sessions are ended, everything is written.
  return { url, port, child, stop: () => stopProcess(child, 'SIGINT', 30_000) };
}
