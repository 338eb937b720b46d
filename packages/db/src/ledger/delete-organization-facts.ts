import type { Pool } from 'pg';

/**
 * Deletes what the ledger holds of an organisation: every table that names organisations and is not emptied with the organisation's own
 * row. Running it again deletes what is left.
 */
export async function deleteOrganizationFacts(pool: Pool, organizationId: string): Promise<void> {
  for (const name of await tablesWithoutReference(pool))
    await pool.query(`DELETE FROM ${name} WHERE organization_id = $1`, [organizationId]);
}

/** Tables, each whole rather than by its partitions, whose organisation is a value and no foreign key. */
async function tablesWithoutReference(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT class.oid::regclass::text AS name
     FROM pg_class AS class JOIN pg_attribute AS field ON field.attrelid = class.oid AND field.attname = 'organization_id'
     WHERE class.relnamespace = 'public'::regnamespace AND class.relkind IN ('r', 'p') AND NOT class.relispartition
       AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = class.oid AND contype = 'f' AND field.attnum = ANY (conkey))
     ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}
