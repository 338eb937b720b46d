import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from '../launcher/free-port.ts';
import { findRedisProgram } from '../launcher/find-redis-program.ts';
import { rootFolder } from '../launcher/paths.ts';
import { createProgress } from '../launcher/progress.ts';
import { startRedisServer } from '../launcher/redis-server.ts';
import { copyRuler, installPortkey } from './prepare.ts';
import { openTarget, portkeyTarget } from './targets.ts';

const { values: options } = parseArgs({
  options: {
    /** Which measurements: `load`, `stream` or both. */
    only: { type: 'string' },
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '2' },
    scenarios: { type: 'string', default: 'small:1,small:32,small:256' },
    /** Names of targets, to leave some out while tuning. */
    targets: { type: 'string', default: 'direct,nginx-limit,node-limit,ours,portkey' },
  },
});

const folder = join(rootFolder, '.tollgate', 'bench');
const ruler = process.env['TOLLGATE_BENCH'] ?? join(rootFolder, '..', 'shared', 'bench');

async function run(kit: string, args: string[]): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: kit, env: { ...process.env, TARGETS: options.targets }, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`);
}

async function main(): Promise<number> {
  if (!existsSync(join(ruler, 'run-load.mjs'))) {
    process.stderr.write(`There is no benchmark kit at ${ruler}: put one there or name its folder in TOLLGATE_BENCH.\n`);
    return 1;
  }
  const progress = createProgress(process.stderr);
  mkdirSync(folder, { recursive: true });
  const kit = await copyRuler(ruler, join(folder, 'kit'));
  const portkey = options.targets.includes('portkey') ? await installPortkey(join(folder, 'portkey')) : null;
  const redis = await startRedisServer({
    program: await findRedisProgram(progress, AbortSignal.timeout(300_000)),
    dataFolder: join(folder, 'redis'),
    port: await freePort(),
    logFile: join(folder, 'redis.log'),
    isDurable: true,
  });
  const target = await openTarget(redis, folder);
  try {
    const file = join(folder, 'targets.json');
    writeFileSync(file, JSON.stringify({ targets: [target.description, ...(portkey === null ? [] : [portkeyTarget(portkey)])] }, null, 2));
    const targets = ['--targets', `targets.json,${file}`];
    const { rounds, seconds, scenarios, only } = options;
    if (only !== 'stream') await run(kit, ['run-load.mjs', ...targets, '--rounds', rounds, '--seconds', seconds, '--scenarios', scenarios]);
    if (only !== 'load') await run(kit, ['run-stream.mjs', ...targets, '--rounds', rounds]);
    return 0;
  } finally {
    await target.close();
    await redis.stop();
  }
}

process.exit(await main());
