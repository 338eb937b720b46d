import { createDatabase } from '@tollgate/testing/postgres';
import { testDatabaseUrl } from '@tollgate/testing/test-servers';
import pg from 'pg';
import { expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { loadSchemaEngine } from './load-schema-engine.ts';
import { schemaFolder } from './paths.ts';
import { readSchema } from './read-schema.ts';

async function query(url: string, sql: string): Promise<Record<string, string>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, string>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

/** Columns, indexes and constraints of the tables that the Prisma schema names, one line each. */
async function describeTables(url: string, schema: string): Promise<string[]> {
  const rows = await query(
    url,
    `SELECT table_name AS table, concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, numeric_precision, datetime_precision) AS line
       FROM information_schema.columns WHERE table_schema = 'public'
     UNION ALL SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
     UNION ALL SELECT conrelid::regclass::text, concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid > 0
     UNION ALL SELECT 'enum', concat_ws(' ', enumtypid::regtype, enumlabel) FROM pg_enum`,
  );
  const isNamed = (table: string | undefined) => table === 'enum' || schema.includes(`@@map("${table}")`);
  return rows.flatMap((row) => (isNamed(row['table']) ? [row['line'] ?? ''] : [])).toSorted();
}

/** A database that is made from the Prisma schema directly, without any migration. */
async function createFromSchema(url: string): Promise<void> {
  await query(url, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const files = readSchema(schemaFolder);
  const { engine, close } = await loadSchemaEngine(url, files);
  try {
    const filters = { externalTables: [], externalEnums: [] };
    const { stdout } = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters,
    });
    await query(url, stdout ?? '');
  } finally {
    await close();
  }
}

test('the migrations make exactly the tables of the Prisma schema, beside the hand-written ones', async () => {
  const [migrated, direct] = await Promise.all([createDatabase(testDatabaseUrl()), createDatabase(testDatabaseUrl())]);
  const schema = readSchema(schemaFolder)
    .map(({ content }) => content)
    .join('\n');
  await createFromSchema(direct.url);
  const expected = await describeTables(direct.url, schema);
  expect(expected.length).toBeGreaterThan(100);
  expect(await describeTables(migrated.url, schema)).toEqual(expected);
  await Promise.all([migrated.drop(), direct.drop()]);
});

test('a migrated database is left as it is', async () => {
  const database = await createDatabase(testDatabaseUrl());
  expect(await migrate(database.url)).toEqual([]);
  const rows = await query(database.url, 'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1');
  expect(rows[0]?.['migration_name']).toMatch(/_init$/);
  await database.drop();
});

test('a migration with semicolons in comments, strings and functions is run whole, and one that fails leaves nothing', async () => {
  const database = await createDatabase(testDatabaseUrl());
  const { engine, close } = await loadSchemaEngine(database.url, readSchema(schemaFolder));
  const apply = (value: string) =>
    engine.applyMigrations({
      migrationsList: {
        baseDir: '/migrations',
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: [{ path: '99990101000000_test', migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } } }],
      },
      filters: { externalTables: [], externalEnums: [] },
    });
  try {
    await query(database.url, 'DELETE FROM _prisma_migrations');
    await expect(apply(`CREATE TABLE half (id int); SELECT 1 / 0;`)).rejects.toThrow('division by zero');
    expect(await query(database.url, `SELECT to_regclass('half') AS half`)).toEqual([{ half: null }]);
    await query(database.url, 'DELETE FROM _prisma_migrations');
    await apply(`-- one; two\nCREATE FUNCTION two() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'a;b'; END; $$;`);
    expect(await query(database.url, 'SELECT two()')).toEqual([{ two: 'a;b' }]);
  } finally {
    await close();
    await database.drop();
  }
});
