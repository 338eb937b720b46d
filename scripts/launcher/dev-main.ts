import { main } from './main.ts';

process.exit(await main('dev', process.argv.slice(2)));
