import { createProgress } from './progress.ts';
import { runWithServers } from './run-with-servers.ts';
import { readSettings } from './settings.ts';

const script = 'packages/services/src/config/cli-main.ts';
process.exit(await runWithServers(script, process.argv.slice(2), readSettings(process.env), createProgress(process.stderr)));
