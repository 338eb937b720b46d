import { spawn } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { isInstalled, noteInstalled } from './install-state.mjs';
import { Refusal } from './refusal.mjs';

const neededBytes = 2_500_000_000;

/**
 * What the end of a failed `npm ci` means to the person at the terminal.
 * @param {string} output
 */
export function explainFailure(output) {
  if (/npm ci.*can only install|Missing: .* from lock file|Invalid: lock file/s.test(output)) {
    return 'package-lock.json does not fit package.json: run "npm install", look at what changed and start again.';
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: free some space and start again.';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|network/i.test(output)) {
    return 'The npm registry cannot be reached: check the network (and "npm config get registry") and start again.';
  }
  if (/EACCES|EPERM/.test(output)) return 'npm may not write to node_modules: make the checkout belong to you and start again.';
  return 'The packages could not be installed; npm says why above.';
}

/** @param {NodeJS.WritableStream} progress @param {string} root @returns {Promise<{ code: number | null, output: string }>} */
function runNpm(progress, root) {
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'];
  const isScript = npm !== undefined && /\.c?js$/.test(npm);
  const environment = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.platform === 'darwin' ? '/usr/bin/true' : '/bin/true',
    PRISMA_SKIP_POSTINSTALL_GENERATE: '1',
  };
  const started = Date.now();
  const child = spawn(isScript ? process.execPath : 'npm', isScript ? [npm, ...args] : args, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: !isScript && process.platform === 'win32',
  });
  const heartbeat = setInterval(() => progress.write(`    still installing, ${Math.round((Date.now() - started) / 1000)} s\n`), 10_000);
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  }).finally(() => {
    clearInterval(heartbeat);
    process.off('SIGINT', forward).off('SIGTERM', forward);
  });
}

/**
 * Installs exactly what package-lock.json says, when that is not what is there.
 * @param {string} root @param {NodeJS.WritableStream} progress
 */
export async function install(root, progress) {
  if (isInstalled(root)) return;
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < neededBytes) {
    throw new Refusal('Less than 2.5 GB of disk are free, too little to install the packages: free some space and start again.');
  }
  progress.write('  → Installing packages\n');
  const started = Date.now();
  const { code, output } = await runNpm(progress, root);
  if (code !== 0) {
    progress.write(`${output.trim().split('\n').slice(-20).join('\n')}\n`);
    throw new Refusal(explainFailure(output));
  }
  noteInstalled(root);
  progress.write(`  ✓ Installing packages (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
}
