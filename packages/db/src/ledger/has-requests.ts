import type { Pool } from 'pg';

/** Whether an organisation, or one of its projects, ever had a request. */
export async function hasRequests(pool: Pool, organizationId: string, projectId?: string): Promise<boolean> {
  const { rows } = await pool.query<{ exists: boolean }>(
    `SELECT EXISTS (SELECT FROM spend_rollups WHERE organization_id = $1 AND requests > 0 AND ($2::text IS NULL OR project_id = $2)) AS exists`,
    [organizationId, projectId ?? null],
  );
  return rows[0]?.exists === true;
}
