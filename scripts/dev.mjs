// `npm run dev`: what `npm start` brings up, restarted as sources change.
import { launch } from './bootstrap/launch.mjs';

await launch('launcher/dev-main.ts');
