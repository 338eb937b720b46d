import { TARGET_FAILURES } from '@tollgate/core/routing/outcome';
import type { Pool } from 'pg';
import type { RecentQuestion } from './list-rescued-rows.ts';

export type LastFailureRow = { provider: string; startedAt: Date; model: string; outcome: string; requestId: string; projectId: string };

const FAILED = `outcome IN (${TARGET_FAILURES.map((outcome) => `'${outcome}'`).join(', ')})`;

/** The newest attempt of each provider that failed by the provider's fault, through an index that holds no others. */
export async function listLastFailures(
  pool: Pool,
  { organizationId, projectIds, fromMs, toMs }: RecentQuestion,
  providers: readonly string[],
): Promise<LastFailureRow[]> {
  const { rows } = await pool.query<LastFailureRow>(
    `SELECT wanted.provider, last.*
     FROM unnest($5::text[]) AS wanted (provider)
     CROSS JOIN LATERAL (
       SELECT started_at AS "startedAt", model, outcome, request_id AS "requestId", project_id AS "projectId" FROM attempts
       WHERE organization_id = $1 AND provider = wanted.provider AND ${FAILED} AND started_at >= $2 AND started_at < $3
         AND ($4::text[] IS NULL OR project_id = ANY ($4))
       ORDER BY started_at DESC LIMIT 1
     ) AS last`,
    [organizationId, new Date(fromMs), new Date(toMs), projectIds, providers],
  );
  return rows;
}
