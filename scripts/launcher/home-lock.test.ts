import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { lockHome } from './home-lock.ts';
import { processIdentity } from './process-identity.ts';

test('a second start in the same folder is refused, and may go on once the first has let go', () => {
  using folder = temporaryFolder();
  const release = lockHome(folder.path);
  expect(() => lockHome(folder.path)).toThrow(`Tollgate already runs in ${folder.path} (process ${process.pid})`);
  release();
  lockHome(folder.path)();
  expect(readdirSync(folder.path)).toEqual([]);
});

test('the lock of a process that was killed is taken over', async () => {
  using folder = temporaryFolder();
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(child, 'spawn');
  const holder = { pid: child.pid, identity: processIdentity(child.pid!) };
  writeFileSync(join(folder.path, 'lock'), JSON.stringify(holder));
  expect(() => lockHome(folder.path)).toThrow(`(process ${child.pid})`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockHome(folder.path)();
});

test('a lock whose process id now belongs to another program is stale', () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, 'lock'), JSON.stringify({ pid: process.pid, identity: 'of an earlier boot' }));
  expect(() => lockHome(folder.path)()).not.toThrow();
});

test('a lock that was half written is stale', () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, 'lock'), '{"pid":');
  expect(() => lockHome(folder.path)()).not.toThrow();
});
