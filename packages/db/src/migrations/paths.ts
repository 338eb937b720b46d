import { fileURLToPath } from 'node:url';

export const schemaFolder = fileURLToPath(new URL('../../../../prisma/schema', import.meta.url));
export const migrationsFolder = fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url));
