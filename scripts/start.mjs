// `npm start`: brings Tollgate up. See `npm start -- --help`.
import { launch } from './bootstrap/launch.mjs';

await launch('launcher/start-main.ts');
