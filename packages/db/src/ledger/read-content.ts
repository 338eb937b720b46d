import type { Pool } from 'pg';

/** A kept prompt and answer with the data key they are sealed with; all but the version base64url. */
export type SealedContent = {
  keyVersion: number;
  nonce: string;
  ciphertext: string;
  isTruncated: boolean;
  dataKey: { kekId: string; nonce: string; ciphertext: string };
};

/** `null` when nothing was kept or its time is over. */
export async function readContent(pool: Pool, organizationId: string, requestId: string, nowMs: number): Promise<SealedContent | null> {
  const { rows } = await pool.query<SealedContent>(
    `SELECT content.key_version AS "keyVersion", content.nonce, content.ciphertext, content.is_truncated AS "isTruncated",
       json_build_object('kekId', key.kek_id, 'nonce', key.nonce, 'ciphertext', key.sealed) AS "dataKey"
     FROM request_contents AS content
     JOIN data_keys AS key ON key.organization_id = content.organization_id AND key.version = content.key_version
     WHERE content.organization_id = $1 AND content.request_id = $2 AND content.expires_at > $3
     ORDER BY content.started_at DESC LIMIT 1`,
    [organizationId, requestId, new Date(nowMs)],
  );
  return rows[0] ?? null;
}
