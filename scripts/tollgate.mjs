// `npm run tollgate -- apply -f FILE`: configuration as code. Standard output is JSON and nothing else.
import { launch } from './bootstrap/launch.mjs';

await launch('launcher/tollgate-main.ts', { progress: process.stderr });
