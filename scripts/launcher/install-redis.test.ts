import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { redisOnPath } from './find-redis-program.ts';
import { findRedisInstaller, missingRedis } from './install-redis.ts';

const path = process.env['PATH'];
afterEach(() => {
  process.env['PATH'] = path;
});

const isRoot = process.getuid?.() === 0;
const never = new AbortController().signal;

/** A machine whose only program is a package manager that does what `script` says. */
function machine(folder: string, script: string): { policy: string; log: string } {
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  const log = join(folder, 'log');
  writeFileSync(join(programs, isRoot ? 'apt-get' : 'brew'), `#!/bin/sh\necho "$@" >> ${log}\n${script}\n`, { mode: 0o755 });
  process.env['PATH'] = programs;
  return { policy: join(folder, 'policy-rc.d'), log };
}

test('Redis comes from the system packages, and services are forbidden only while they are installed', async () => {
  using folder = temporaryFolder();
  const server = join(folder.path, 'bin', 'redis-server');
  const { policy, log } = machine(
    folder.path,
    `echo services $([ -e ${folder.path}/policy-rc.d ] && echo forbidden) >> ${folder.path}/log; : > ${server}; /bin/chmod 755 ${server}`,
  );
  expect(redisOnPath()).toBeUndefined();
  await findRedisInstaller(policy)!(never);
  expect(redisOnPath()).toBe(server);
  const calls = readFileSync(log, 'utf8').trim().split('\n');
  const onDebian = ['update', 'services forbidden', 'install -y --no-install-recommends redis-server', 'services forbidden'];
  expect(calls).toEqual(isRoot ? onDebian : ['install redis', 'services']);
  expect(existsSync(policy)).toBe(false);
});

test('a package manager that fails is quoted, with what to do instead', async () => {
  using folder = temporaryFolder();
  const { policy } = machine(folder.path, 'echo "E: no network" >&2; exit 100');
  await expect(findRedisInstaller(policy)!(never)).rejects.toThrow(/says: E: no network\): install it yourself or set REDIS_URL/);
  expect(existsSync(policy)).toBe(false);
});

test('without a package manager one sentence says what to install', () => {
  using folder = temporaryFolder();
  process.env['PATH'] = [folder.path, folder.path].join(delimiter);
  expect(findRedisInstaller()).toBeUndefined();
  expect(missingRedis().message).toMatch(
    /^Tollgate needs Redis and found none: install it \(.+\), or set REDIS_URL to one that never evicts/,
  );
});
