import { execFile, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
// @boundaries-ignore tests start servers with the very code that `npm start` uses
import { startPostgresServer } from '../../../scripts/launcher/postgres-server.ts';
// @boundaries-ignore as above
import { stopProcess } from '../../../scripts/launcher/stop-process.ts';
import { childrenOf } from './children-of.ts';
import { freePort } from './free-port.ts';
import { waitFor } from './wait-for.ts';

export type TestPostgres = {
  url: string;
  readonly pid: number;
  /** SIGKILL of the server and of every process it has made; the files stay. */
  kill(): Promise<void>;
  /** After `kill`: starts it again at the same address with the same files. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};
export type TestDatabase = { url: string; drop(): Promise<void> };

/** What was committed survives a SIGKILL, as in production; it need not survive a power cut, which makes it fast. */
const flags = ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=300'];

/** A real Postgres with an empty folder of its own on a free port; `url` may create databases. */
export async function startPostgres(): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-postgres-'));
  // The server may run as another user than the tests: let it pass.
  chmodSync(folder, 0o755);
  const options = { dataFolder: join(folder, 'data'), port: await freePort(), password: 'test', logFile: join(folder, 'log'), flags };
  let server = await startPostgresServer(options);
  const cleanUp = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', cleanUp);
  return {
    url: server.url,
    get pid() {
      return pidOf(server);
    },
    async kill() {
      // Sessions of Postgres leave its process group, so each is named; the first process goes first, or it would start new ones.
      const sessions = childrenOf(pidOf(server));
      await stopProcess(server.child, 'SIGKILL', 1_000);
      for (const session of sessions) killIfAlive(session);
    },
    async restart() {
      // The killed server's sessions may hold its shared memory for a moment longer.
      server = await waitFor('Postgres to come back', () => startPostgresServer(options));
    },
    async stop() {
      await server.stop();
      process.off('exit', cleanUp);
      cleanUp();
    },
  };
}

function pidOf({ child }: { child: ChildProcess }): number {
  if (child.pid === undefined) throw new Error('A started Postgres has a process id');
  return child.pid;
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function withDatabase(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function query(adminUrl: string, run: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}

const migrations = fileURLToPath(new URL('../../db/src/migrations/main.ts', import.meta.url));

/** In a process of its own, as `npm start` does it: `db` has tests that import this package, so this one cannot import `db`. */
async function migrate(databaseUrl: string): Promise<void> {
  await promisify(execFile)(process.execPath, [migrations], { env: { ...process.env, DATABASE_URL: databaseUrl } });
}

const template = 'tollgate_template';

/** A fresh, migrated database: a copy of a template that the first caller on this server makes. Takes some 50 ms. */
export async function createDatabase(adminUrl: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await query(adminUrl, async (client) => {
    // Test files run in several processes; one of them makes the template and copying waits for it.
    await client.query(`SELECT pg_advisory_lock(hashtext('${template}'))`);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND NOT datallowconn', [template]);
    if (rowCount === 0) {
      await migrate(withDatabase(adminUrl, template));
      await client.query(`ALTER DATABASE ${template} ALLOW_CONNECTIONS false`);
    }
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    url: withDatabase(adminUrl, name),
    drop: () => query(adminUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}
