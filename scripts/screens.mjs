// `npm run screens`: a picture of every page, in both themes, wide and narrow. See `npm run screens -- --help`.
import { launch } from './bootstrap/launch.mjs';

await launch('screens/main.ts');
