import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
// @boundaries-ignore tests start servers with the very code that `npm start` uses
import { findProgram } from '../../../scripts/launcher/find-program.ts';
// @boundaries-ignore as above
import { startRedisServer } from '../../../scripts/launcher/redis-server.ts';
// @boundaries-ignore as above
import { stopProcess } from '../../../scripts/launcher/stop-process.ts';
import { freePort } from './free-port.ts';

export type TestRedis = {
  url: string;
  readonly pid: number;
  /** Removes every key. */
  flush(): Promise<void>;
  /** SIGKILL. One that is not durable keeps nothing on disk, so `restart` brings back an empty one. */
  kill(): Promise<void>;
  /** After `kill`: at the same address, empty or, when durable, with what it held. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** A real Redis (or Valkey) from the PATH on a free port, with `noeviction`; durable means an append-only file, as `npm start` has it. */
export async function startRedis({ isDurable = false }: { isDurable?: boolean } = {}): Promise<TestRedis> {
  const program = findProgram('redis-server', 'valkey-server');
  if (program === undefined) throw new Error('There is no redis-server or valkey-server on the PATH: `npm test` installs one');
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-redis-'));
  const options = { program, dataFolder: folder, port: await freePort(), logFile: join(folder, 'log'), isDurable };
  let server = await startRedisServer(options);
  const cleanUp = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', cleanUp);
  return {
    url: server.url,
    get pid() {
      if (server.child.pid === undefined) throw new Error('A started Redis has a process id');
      return server.child.pid;
    },
    async flush() {
      const client = new Redis(server.url);
      await client.flushall();
      await client.quit();
    },
    kill: () => stopProcess(server.child, 'SIGKILL', 1_000),
    async restart() {
      server = await startRedisServer(options);
    },
    async stop() {
      await server.stop();
      process.off('exit', cleanUp);
      cleanUp();
    },
  };
}
