import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { freePort } from './free-port.ts';
import { lockHome } from './home-lock.ts';
import { openHome } from './home-folder.ts';
import { processIdentity } from './process-identity.ts';
import { describeProcess, readRuntime, writeRuntime } from './runtime-file.ts';
import { stopLeftovers } from './stop-leftovers.ts';

async function start(home: string, environment: Record<string, string>, ...args: string[]) {
  const ports = { PROXY_PORT: String(await freePort()), DASHBOARD_PORT: String(await freePort()), METRICS_PORT: String(await freePort()) };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'start-main.ts'), ...args], {
    env: { ...process.env, ...ports, ...environment, TOLLGATE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  child.stdout.resume();
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, stderr };
}

test('a taken port ends the start with one sentence before anything is started', async () => {
  using folder = temporaryFolder();
  const home = join(folder.path, 'home');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { code, stderr } = await start(home, { DASHBOARD_PORT: String(port) });
  server.close();
  expect(stderr).toBe(`Port ${port} is taken by another program: stop that one, or start with DASHBOARD_PORT set to a free port.\n`);
  expect(code).toBe(1);
  expect(readdirSync(home).toSorted()).toEqual(['.tollgate-home', 'logs']);
});

test('a second start in the same state folder is refused and leaves the first alone', async () => {
  using folder = temporaryFolder();
  const release = lockHome(folder.path);
  const { code, stderr } = await start(folder.path, {});
  expect(stderr).toContain(
    `Tollgate already runs in ${folder.path} (process ${process.pid}): stop that one with Ctrl-C, or give this one its own`,
  );
  expect(code).toBe(1);
  expect(existsSync(join(folder.path, 'lock'))).toBe(true);
  release();
});

test('--reset without a terminal deletes nothing unless --yes is given', async () => {
  using folder = temporaryFolder();
  const home = join(folder.path, 'home');
  openHome(home);
  const { code, stderr } = await start(home, {}, '--reset');
  expect(stderr).toContain('add --yes if you mean it');
  expect(code).toBe(1);
  expect(existsSync(join(home, '.tollgate-home'))).toBe(true);
});

test.each([
  ['DATABASE_URL', 'postgresql://127.0.0.1'],
  ['REDIS_URL', 'redis://127.0.0.1'],
])('%s that leads nowhere ends the start with its name and the remedy, and nothing left running', async (variable, address) => {
  using folder = temporaryFolder();
  const port = await freePort();
  const given = {
    DATABASE_URL: process.env['TEST_DATABASE_URL']!,
    REDIS_URL: process.env['TEST_REDIS_URL']!,
    [variable]: `${address}:${port}`,
  };
  const { code, stderr } = await start(join(folder.path, 'home'), given);
  expect(stderr).toBe(
    `Nothing answers at 127.0.0.1:${port}, which ${variable} names: start it, or leave ${variable} out and one is started for you.\n`,
  );
  expect(code).toBe(1);
});

test('what a killed start left running is ended, and a stranger with its process id is not', async () => {
  using folder = temporaryFolder();
  const children = [1, 2].map(() => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']));
  await Promise.all(children.map((child) => once(child, 'spawn')));
  const [own, stranger] = children;
  const strangers = { name: 'worker', pid: stranger!.pid!, identity: 'of an earlier boot' };
  writeRuntime(folder.path, { processes: [describeProcess('proxy', own!.pid)!, strangers] });
  const ended = once(own!, 'exit');
  expect(await stopLeftovers(folder.path)).toEqual(['proxy']);
  await ended;
  expect(processIdentity(stranger!.pid!)).toBeDefined();
  expect(readRuntime(folder.path)).toBeUndefined();
  stranger!.kill();
});
