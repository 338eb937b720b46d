import { migrate } from '../migrate.ts';
import { ensureDatabase } from './ensure-database.ts';

const databaseUrl = process.env['DATABASE_URL'];
if (databaseUrl === undefined || databaseUrl === '') throw new Error('DATABASE_URL is not set');

await ensureDatabase(databaseUrl);
for (const name of await migrate(databaseUrl)) process.stdout.write(`applied ${name}\n`);
// The schema engine's time-out for its lock keeps a finished process alive for ten seconds.
process.exit(0);
