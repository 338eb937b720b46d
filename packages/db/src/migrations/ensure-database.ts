import pg from 'pg';

/** SQLSTATE `invalid_catalog_name`: the server answers, but has no database of that name. */
const noSuchDatabase = '3D000';

async function exists(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === noSuchDatabase) return false;
    throw error;
  } finally {
    await client.end();
  }
}

/** Creates the database that `databaseUrl` names when its server has none of that name. Asks for no more rights than that takes. */
export async function ensureDatabase(databaseUrl: string): Promise<void> {
  if (await exists(databaseUrl)) return;
  const url = new URL(databaseUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
