import { spawn } from 'node:child_process';
import { join } from 'node:path';

const PARENT_CHECK_MS = 500;

/**
 * Runs `script` with the Node that package.json pins and resolves to its exit code. Signals are passed on; should this
 * process be killed, the script learns it from its closed channel; should npm be, which started this process, from here.
 * @param {string} root @param {string} script @param {string[]} args @returns {Promise<number>}
 */
export function runWithPinnedNode(root, script, args) {
  const node = join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  // npm and the shell between it and this process end at a SIGTERM without passing it on.
  const parent = process.ppid;
  if (process.env['npm_lifecycle_event'] !== undefined) {
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), PARENT_CHECK_MS).unref();
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
