import type { Pool } from 'pg';

export type SessionRow = {
  /** `null`: calls that name no session. */
  sessionId: string | null;
  endUser: string | null;
  requests: number;
  failed: number;
  startedAt: Date;
  endedAt: Date;
  costPico: string;
  unpricedAttempts: number;
};

type SessionQuestion = {
  organizationId: string;
  projectId: string | null;
  fromMs: number;
  toMs: number;
  /** `null`: of everyone. */
  endUser: string | null;
};

/** Requests that the sessions are found among, newest first. */
export const MOST_SESSION_REQUESTS = 3000;

/** The sessions of the newest requests of an end user, or of everyone, last used first; `examined` is how many requests were looked at. */
export async function listSessionRows(
  pool: Pool,
  question: SessionQuestion,
  limit: number,
): Promise<{ rows: SessionRow[]; examined: number }> {
  const { organizationId, projectId, fromMs, toMs, endUser } = question;
  const narrowed = [
    endUser === null ? 'AND session_id IS NOT NULL AND $4::text IS NULL' : 'AND end_user = $4',
    projectId === null ? 'AND $5::text IS NULL' : 'AND project_id = $5',
  ].join(' ');
  const { rows } = await pool.query<SessionRow & { examined: number }>(
    `WITH newest AS MATERIALIZED (
       SELECT request_id, started_at, session_id, end_user, status, duration_ms FROM (
         SELECT * FROM requests WHERE organization_id = $1 AND started_at >= $2 AND started_at < $3 ${endUser === null ? '' : 'AND end_user = $4'}
         ORDER BY started_at DESC, request_id DESC LIMIT ${endUser === null ? 4 * MOST_SESSION_REQUESTS : MOST_SESSION_REQUESTS}
       ) AS request WHERE TRUE ${narrowed} ORDER BY started_at DESC, request_id DESC LIMIT ${MOST_SESSION_REQUESTS}
     ), sessions AS MATERIALIZED (
       SELECT session_id, max(started_at) AS last FROM newest GROUP BY 1 ORDER BY 2 DESC LIMIT $6
     )
     SELECT newest.session_id AS "sessionId", max(newest.end_user) AS "endUser", count(*)::integer AS requests,
       (count(*) FILTER (WHERE status >= 400))::integer AS failed, min(newest.started_at) AS "startedAt",
       max(newest.started_at + make_interval(secs => duration_ms / 1000.0)) AS "endedAt", coalesce(sum(used.cost_pico), 0)::text AS "costPico",
       coalesce(sum(used.unpriced), 0)::integer AS "unpricedAttempts", (SELECT count(*) FROM newest)::integer AS examined
     FROM sessions JOIN newest ON newest.session_id IS NOT DISTINCT FROM sessions.session_id
     CROSS JOIN LATERAL (
       SELECT sum(cost_pico) AS cost_pico, count(*) FILTER (WHERE cost_pico IS NULL) AS unpriced FROM attempts
       WHERE organization_id = $1 AND request_id = newest.request_id
         AND started_at BETWEEN newest.started_at - interval '1 day' AND newest.started_at + interval '1 day'
     ) AS used
     GROUP BY newest.session_id ORDER BY max(newest.started_at) DESC, 1`,
    [organizationId, new Date(fromMs), new Date(toMs), endUser, projectId, limit],
  );
  return { rows: rows.map(({ examined: _examined, ...row }) => row), examined: rows[0]?.examined ?? 0 };
}
