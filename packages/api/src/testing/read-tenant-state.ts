import type { Services } from '@tollgate/services/context';

const OF_PEOPLE = 'SELECT user_id FROM memberships WHERE organization_id = $1';

/**
 * Everything that the database holds of an organisation and of the people in it, a JSON text a table, so that two moments can be
 * compared. Other organisations of these people are left out.
 */
export async function readTenantState({ database }: Services, organizationId: string): Promise<Record<string, string>> {
  const { rows: tables } = await database.pool.query<{ name: string; columns: string[] }>(
    `SELECT t.table_name AS name, array_agg(c.column_name::text) AS columns
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
       AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = format('%I', t.table_name)::regclass) GROUP BY 1 ORDER BY 1`,
  );
  const state: Record<string, string> = {};
  for (const { name, columns } of tables) {
    const condition = conditionOf(name, columns);
    if (condition === null) continue;
    const { rows } = await database.pool.query<{ content: string }>(
      `SELECT coalesce(string_agg(row, E'\\n' ORDER BY row), '') AS content
       FROM (SELECT to_jsonb(t)::text AS row FROM "${name}" t WHERE ${condition}) AS rows`,
      [organizationId],
    );
    state[name] = rows[0]?.content ?? '';
  }
  return state;
}

/** Which rows of a table belong to the organisation; `null` when none do. */
function conditionOf(table: string, columns: readonly string[]): string | null {
  if (columns.includes('organization_id')) return 'organization_id = $1';
  if (table === 'organizations') return 'id = $1';
  if (table === 'users') return `id IN (${OF_PEOPLE})`;
  return columns.includes('user_id') ? `user_id IN (${OF_PEOPLE})` : null;
}
