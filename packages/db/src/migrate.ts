import { loadSchemaEngine } from './migrations/load-schema-engine.ts';
import { migrationsFolder, schemaFolder } from './migrations/paths.ts';
import { readMigrations } from './migrations/read-migrations.ts';
import { readSchema } from './migrations/read-schema.ts';

/**
 * Applies the migrations that the database has not seen, as `prisma migrate deploy` does and in the same table.
 * Returns their names, oldest first; an empty list when there was nothing to do. Throws when one fails.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const { engine, close } = await loadSchemaEngine(databaseUrl, readSchema(schemaFolder));
  try {
    const filters = { externalTables: [], externalEnums: [] };
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: readMigrations(migrationsFolder), filters });
    return appliedMigrationNames;
  } finally {
    await close();
  }
}
