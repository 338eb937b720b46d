import type { Pool } from 'pg';

export type KeptContent = {
  requestId: string;
  startedAtMs: number;
  organizationId: string;
  projectId: string;
  expiresAtMs: number;
  keyVersion: number;
  nonce: string;
  ciphertext: string;
  isTruncated: boolean;
};

/** Keeps sealed prompts and answers; those that are kept already, or whose time is over, are passed over. */
export async function insertContents(pool: Pool, items: readonly KeptContent[], nowMs: number): Promise<number> {
  const { rowCount } = await pool.query(
    `INSERT INTO request_contents (
       request_id, started_at, organization_id, project_id, expires_at, key_version, nonce, ciphertext, is_truncated)
     SELECT "requestId", to_timestamp("startedAtMs" / 1000.0), "organizationId", "projectId", to_timestamp("expiresAtMs" / 1000.0),
       "keyVersion", nonce, ciphertext, "isTruncated"
     FROM jsonb_to_recordset($1::jsonb) AS item (
       "requestId" text, "startedAtMs" bigint, "organizationId" text, "projectId" text, "expiresAtMs" bigint, "keyVersion" integer,
       nonce text, ciphertext text, "isTruncated" boolean)
     WHERE "expiresAtMs" > $2
     ORDER BY "requestId", "startedAtMs"
     ON CONFLICT (request_id, started_at) DO NOTHING`,
    [JSON.stringify(items), nowMs],
  );
  return rowCount ?? 0;
}
