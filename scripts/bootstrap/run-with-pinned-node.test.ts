import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rootFolder } from '../launcher/paths.ts';
import { waitFor } from '../launcher/wait-for.ts';

test('what npm started ends when npm is killed, although nobody passes the signal on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-bootstrap-'));
  const script = join(folder, 'script.mjs');
  const starter = join(folder, 'starter.mjs');
  writeFileSync(script, `process.on('SIGTERM', () => process.exit(0)); setInterval(() => undefined, 1000); console.log(process.pid);`);
  writeFileSync(
    starter,
    `import { runWithPinnedNode } from ${JSON.stringify(join(rootFolder, 'scripts/bootstrap/run-with-pinned-node.mjs'))};
     await runWithPinnedNode(${JSON.stringify(rootFolder)}, ${JSON.stringify(script)}, []);`,
  );
  // As npm does: a shell that waits for the command.
  const npm = spawn('sh', ['-c', `node ${starter}; true`], {
    env: { ...process.env, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let pid = 0;
  npm.stdout.on('data', (text: Buffer) => (pid = Number(text.toString())));
  await waitFor('the script', () => pid > 0);
  npm.kill('SIGKILL');
  const isAlive = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  await waitFor('its end', () => !isAlive());
  expect(isAlive()).toBe(false);
  rmSync(folder, { recursive: true, force: true });
});
