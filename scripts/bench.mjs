// `npm run bench`: this proxy beside its peers, in one run.
import { launch } from './bootstrap/launch.mjs';

await launch('bench/main.ts', { progress: process.stderr });
