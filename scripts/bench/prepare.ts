import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The kit is copied, because it installs packages and writes results into its own folder. */
export async function copyRuler(source: string, folder: string): Promise<string> {
  cpSync(source, folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  await run('chmod', ['-R', 'u+w', folder]);
  if (!existsSync(join(folder, 'node_modules'))) await run('npm', ['install', '--omit=dev', '--no-audit', '--no-fund'], { cwd: folder });
  return folder;
}

/** Portkey's gateway with the versions of its own lock file: newer ones break its streaming. */
export async function installPortkey(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: { '@portkey-ai/gateway': '1.15.2' },
      overrides: { '@hono/node-server': '1.13.5', hono: '4.9.7', '@hono/node-ws': '1.2.0', ioredis: '5.8.0' },
    }),
  );
  if (!existsSync(join(folder, 'node_modules'))) await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder });
  return folder;
}
