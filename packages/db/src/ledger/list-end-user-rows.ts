import type { Pool } from 'pg';

export const END_USER_ORDERS = ['cost', 'requests', 'errors'] as const;
export type EndUserOrder = (typeof END_USER_ORDERS)[number];

export type EndUserRow = {
  endUser: string;
  requests: number;
  failed: number;
  inputTokens: number;
  outputTokens: number;
  /** Pico-dollars, decimal digits. */
  costPico: string;
  unpricedAttempts: number;
  /** Start of the last quarter of an hour with a request. */
  lastSeen: Date;
};

type EndUserQuestion = {
  organizationId: string;
  /** `null`: of every project. */
  projectId: string | null;
  /** On quarters of an hour; `toMs` is exclusive. */
  fromMs: number;
  toMs: number;
  order: EndUserOrder;
  /** A part of the name; `null` for all. */
  search: string | null;
};

const ORDERS: Record<EndUserOrder, string> = { cost: 'sum(cost_pico)', requests: 'sum(requests)', errors: 'sum(failed_requests)' };

/** The end users with most of something in a range, from their rollup alone, and how many there are in all. */
export async function listEndUserRows(
  pool: Pool,
  question: EndUserQuestion,
  limit: number,
): Promise<{ rows: EndUserRow[]; total: number }> {
  const { organizationId, projectId, fromMs, toMs, order, search } = question;
  const { rows } = await pool.query<EndUserRow & { total: number }>(
    `SELECT end_user AS "endUser", sum(requests)::float8 AS requests, sum(failed_requests)::float8 AS failed,
       sum(input_tokens)::float8 AS "inputTokens", sum(output_tokens)::float8 AS "outputTokens", sum(cost_pico)::text AS "costPico",
       sum(unpriced_attempts)::float8 AS "unpricedAttempts", max(bucket_start) AS "lastSeen", (count(*) OVER ())::integer AS total
     FROM end_user_rollups
     WHERE organization_id = $1 AND bucket_start >= $2 AND bucket_start < $3 AND ($4::text IS NULL OR project_id = $4) AND end_user <> ''
       AND ($5::text IS NULL OR strpos(lower(end_user), lower($5)) > 0)
     GROUP BY end_user ORDER BY ${ORDERS[order]} DESC, sum(requests) DESC, end_user LIMIT $6`,
    [organizationId, new Date(fromMs), new Date(toMs), projectId, search, limit],
  );
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}
