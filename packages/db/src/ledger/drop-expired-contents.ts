import type { Pool } from 'pg';
import { inTransaction } from './in-transaction.ts';

const ROWS_A_DELETE = 5000;

export type DroppedContents = { partitions: string[]; rows: number };

/**
 * Removes kept prompts and answers whose time is over, and those that their project does not keep any more: it is deleted, keeps none,
 * or keeps them for fewer days by now. Past days without a living row go as whole partitions, the rest row by row.
 */
export async function dropExpiredContents(pool: Pool, nowMs: number): Promise<DroppedContents> {
  const now = new Date(nowMs);
  const unwanted = await deleteInParts(pool, UNWANTED, now);
  const partitions = await dropPastPartitions(pool, now);
  const expired = await deleteInParts(pool, EXPIRED, now);
  return { partitions, rows: unwanted + expired };
}

const EXPIRED = `SELECT request_id, started_at FROM request_contents WHERE expires_at <= $1 LIMIT ${ROWS_A_DELETE}`;
/** Project by project, through the index on project and time: what is wanted is never looked at. */
const UNWANTED = `
  SELECT content.request_id, content.started_at
  FROM projects AS project
  CROSS JOIN LATERAL (
    SELECT request_id, started_at FROM request_contents
    WHERE organization_id = project.organization_id AND project_id = project.id
      AND started_at <= CASE
        WHEN project.content_keep = 'full' AND project.deleted_at IS NULL THEN $1::timestamptz - make_interval(hours => 24 * project.content_days)
        ELSE 'infinity' END
    LIMIT ${ROWS_A_DELETE}
  ) AS content
  LIMIT ${ROWS_A_DELETE}`;

async function deleteInParts(pool: Pool, selection: string, now: Date): Promise<number> {
  let rows = 0;
  for (let deleted = ROWS_A_DELETE; deleted === ROWS_A_DELETE; rows += deleted) {
    const result = await pool.query(`DELETE FROM request_contents WHERE (request_id, started_at) IN (${selection})`, [now]);
    deleted = result.rowCount ?? 0;
  }
  return rows;
}

async function dropPastPartitions(pool: Pool, now: Date): Promise<string[]> {
  const partitions: string[] = [];
  for (const name of await pastPartitions(pool, now)) {
    if (!(await holdsLivingRow(pool, name, now))) {
      const isDropped = await inTransaction(pool, async (client) => {
        await client.query(`SET LOCAL lock_timeout = '5s'`);
        await client.query('LOCK TABLE request_contents IN ACCESS EXCLUSIVE MODE');
        // Before the lock was had, a late row may have come in, or another process may have dropped it.
        const isStillThere = (await pastPartitions(client, now)).includes(name);
        if (!isStillThere || (await holdsLivingRow(client, name, now))) return false;
        await client.query(`DROP TABLE ${name}`);
        return true;
      });
      if (isDropped) partitions.push(name);
    }
  }
  return partitions;
}

type Queryable = Pick<Pool, 'query'>;

/** Daily partitions whose day is over, oldest first. */
async function pastPartitions(connection: Queryable, now: Date): Promise<string[]> {
  const today = `request_contents_${now.toISOString().slice(0, 10).replaceAll('-', '_')}`;
  const { rows } = await connection.query<{ name: string }>(
    `SELECT child.relname AS name FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
     WHERE inhparent = 'request_contents'::regclass AND child.relname ~ '^request_contents_\\d{4}_\\d{2}_\\d{2}$' AND child.relname < $1
     ORDER BY 1`,
    [today],
  );
  return rows.map(({ name }) => name);
}

async function holdsLivingRow(connection: Queryable, partition: string, now: Date): Promise<boolean> {
  const { rows } = await connection.query<{ lives: boolean }>(`SELECT EXISTS (SELECT FROM ${partition} WHERE expires_at > $1) AS lives`, [
    now,
  ]);
  return rows[0]?.lives === true;
}
