import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { processIdentity } from './process-identity.ts';
import { waitFor } from './wait-for.ts';

const obedient = `console.log('ready'); process.on('SIGTERM', () => { console.log('bye'); process.exit(0); }); setInterval(() => {}, 1000)`;
const stubborn = `console.log('ready'); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`;
const brittle = `console.log('ready'); setInterval(() => {}, 1000)`;

/** Runs the fakes, waits until they are up, and returns what the terminal would show. */
async function launch(folder: string, scripts: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fixtures/run-fakes.ts'), folder, ...scripts]);
  const ended = once(child, 'exit') as Promise<[number | null]>;
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  await waitFor('the fakes', () => stdout.includes('up\n') || child.exitCode !== null);
  const pids = [...stdout.matchAll(/child-\d (\d+)/g)].map((match) => Number(match[1]));
  const end = async () => {
    const [code] = await ended;
    return { code, stdout, stderr, isAnyLeft: pids.some((pid) => processIdentity(pid) !== undefined) };
  };
  return { child, pids, end };
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s stops everything in reverse order, waits for each, and is no failure', async (signal) => {
  using folder = temporaryFolder();
  const { child, end } = await launch(folder.path, [obedient, stubborn, obedient]);
  child.kill(signal);
  // Ctrl-C reaches a launcher twice: from the terminal and from the npm that passes it on.
  child.kill(signal);
  const { code, stdout, isAnyLeft } = await end();
  expect(stdout).toContain('stopping child-2\nstopping child-1\nstopping child-0\n');
  expect(code).toBe(0);
  expect(isAnyLeft).toBe(false);
});

test('a child that dies stops all the others, with one sentence that names its log', async () => {
  using folder = temporaryFolder();
  const { pids, end } = await launch(folder.path, [obedient, brittle, obedient]);
  process.kill(pids[1]!, 'SIGKILL');
  const { code, stderr, isAnyLeft } = await end();
  expect(stderr).toBe(
    `The child-1 ended unexpectedly (signal SIGKILL), so everything was stopped: ${join(folder.path, 'child-1.log')} says why; start again once it is mended.\n`,
  );
  expect(code).toBe(1);
  expect(isAnyLeft).toBe(false);
});

test('a child that dies before it is ready stops what was started before it', async () => {
  using folder = temporaryFolder();
  const { end } = await launch(folder.path, [obedient, 'process.exit(3)']);
  const { code, stderr, isAnyLeft } = await end();
  expect(stderr).toContain('The child-1 ended unexpectedly (exit code 3)');
  expect(code).toBe(1);
  expect(isAnyLeft).toBe(false);
});
