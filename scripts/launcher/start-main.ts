import { main } from './main.ts';

process.exit(await main('start', process.argv.slice(2)));
