import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * Runs `script` with the Node that package.json pins and resolves to its exit code. Signals are passed on; should this
 * process be killed, the script learns it from its closed channel.
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
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
