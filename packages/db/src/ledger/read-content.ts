import type { Pool } from 'pg';

/** A kept prompt and answer with the data key they are sealed with; all but the version base64url. */
export type SealedContent = {
  keyVersion: number;
  nonce: string;
  ciphertext: string;
  isTruncated: boolean;
  dataKey: { kekId: string; nonce: string; ciphertext: string };
};

/** `null` when nothing was kept, its time is over, or the project does not keep it any more: what a policy rules out is gone at once. */
export async function readContent(pool: Pool, organizationId: string, requestId: string, nowMs: number): Promise<SealedContent | null> {
  const { rows } = await pool.query<SealedContent>(
    `SELECT content.key_version AS "keyVersion", content.nonce, content.ciphertext, content.is_truncated AS "isTruncated",
       json_build_object('kekId', key.kek_id, 'nonce', key.nonce, 'ciphertext', key.sealed) AS "dataKey"
     FROM request_contents AS content
     JOIN data_keys AS key ON key.organization_id = content.organization_id AND key.version = content.key_version
     JOIN projects AS project ON project.organization_id = content.organization_id AND project.id = content.project_id
    WHERE content.organization_id = $1 AND content.request_id = $2 AND content.expires_at > $3
      AND project.deleted_at IS NULL AND project.content_keep = 'full'
      AND content.started_at > $3::timestamptz - make_interval(hours => 24 * project.content_days)
     ORDER BY content.started_at DESC LIMIT 1`,
    [organizationId, requestId, new Date(nowMs)],
  );
  return rows[0] ?? null;
}
