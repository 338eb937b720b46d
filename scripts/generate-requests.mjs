// `npm run generate:requests -- --requests 1000000`: the demo organisation with so many requests, through the ledger's own ingest.
import { launch } from './bootstrap/launch.mjs';

await launch('launcher/generate-requests-main.ts', { progress: process.stderr });
