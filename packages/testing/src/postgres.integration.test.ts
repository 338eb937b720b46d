import pg from 'pg';
import { expect, test } from 'vitest';
import { createDatabase, startPostgres } from './postgres.ts';
import { testDatabaseUrl } from './test-servers.ts';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

test('databases made side by side are migrated and apart from each other', async () => {
  const databases = await Promise.all([1, 2, 3].map(() => createDatabase(testDatabaseUrl())));
  const [first, second] = databases;
  await query(first!.url, `INSERT INTO organizations (id, slug, name) VALUES ('org_1', 'one', 'One')`);
  expect(await query(first!.url, 'SELECT slug FROM organizations')).toEqual([{ slug: 'one' }]);
  expect(await query(second!.url, 'SELECT slug FROM organizations')).toEqual([]);
  await Promise.all(databases.map((database) => database.drop()));
});

test('a killed Postgres comes back with what was committed', async () => {
  const postgres = await startPostgres();
  try {
    await query(postgres.url, 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)');
    await postgres.kill();
    await postgres.restart();
    expect(await query(postgres.url, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
  } finally {
    await postgres.stop();
  }
});
