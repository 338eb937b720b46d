import { fileURLToPath } from 'node:url';
import { checkNode } from './check-node.mjs';
import { install } from './install.mjs';
import { Refusal } from './refusal.mjs';
import { runWithPinnedNode } from './run-with-pinned-node.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * What every command does first: Node new enough, packages installed, then `script` (a path in scripts/) with the pinned
 * Node and this process's arguments. Plain JavaScript without dependencies up to here.
 * @param {string} script @param {{ progress?: NodeJS.WritableStream }} [options] where progress is told; standard output unless given
 */
export async function launch(script, { progress = process.stdout } = {}) {
  try {
    checkNode(process.versions.node);
    await install(root, progress);
    process.exitCode = await runWithPinnedNode(root, `${root}scripts/${script}`, process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
