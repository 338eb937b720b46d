import type { Services } from '@tollgate/services/context';

/** Everything that the database holds of an organisation, a text a table, so that two moments can be compared. */
export async function readTenantState({ database }: Services, organizationId: string): Promise<Record<string, string>> {
  const { rows: tables } = await database.pool.query<{ name: string }>(
    `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND c.column_name = 'organization_id' AND t.table_type = 'BASE TABLE'
       AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = format('%I', c.table_name)::regclass) ORDER BY 1`,
  );
  const state: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await database.pool.query<{ content: string }>(
      `SELECT coalesce(string_agg(row, E'\\n' ORDER BY row), '') AS content FROM (SELECT t::text AS row FROM "${name}" t WHERE organization_id = $1) AS rows`,
      [organizationId],
    );
    state[name] = rows[0]?.content ?? '';
  }
  return state;
}
