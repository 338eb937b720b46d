import type { Pool } from 'pg';

/** Notes when keys were last used; a time that is older than the known one changes nothing. */
export async function touchKeys(pool: Pool, uses: readonly { keyId: string; atMs: number }[]): Promise<void> {
  await pool.query(
    `UPDATE api_keys SET last_used_at = used.at
     FROM unnest($1::text[], $2::timestamptz[]) AS used (id, at)
     WHERE api_keys.id = used.id AND (api_keys.last_used_at IS NULL OR api_keys.last_used_at < used.at)`,
    [uses.map(({ keyId }) => keyId), uses.map(({ atMs }) => new Date(atMs))],
  );
}
