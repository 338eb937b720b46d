// `npm test`: every check there is, on servers of its own.
import { launch } from './bootstrap/launch.mjs';

await launch('testing/test-main.ts');
