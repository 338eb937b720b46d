// `npm run bench:requests`: how fast the Requests page reads a ledger of a million requests.
import { launch } from './bootstrap/launch.mjs';

await launch('bench/requests-main.ts', { progress: process.stderr });
