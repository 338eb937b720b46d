import type { Pool, PoolClient } from 'pg';
import { inTransaction } from './in-transaction.ts';
import { type Partition, partitionsBetween, type PartitionedTable } from './partitioned-table.ts';

/** More rows than this are not moved out of the default partition while everyone waits; they stay, and the caller raises an alarm. */
const MOST_ROWS_TO_MOVE = 100_000;

export type EnsuredPartitions = {
  created: string[];
  /** Ranges that the default partition keeps because it holds too many of their rows. */
  leftInDefault: { partition: string; rows: number }[];
};

/**
 * Makes the partitions that cover a range where they are missing. Rows of the range that were caught by the default partition move into
 * them. Safe to run at any time, by several processes at once.
 *
 * @throws DatabaseError `55P03` when a lock was not had within 5 s; nothing is half-done and the next run tries again.
 */
export async function ensurePartitions(pool: Pool, table: PartitionedTable, fromMs: number, toMs: number): Promise<EnsuredPartitions> {
  const result: EnsuredPartitions = { created: [], leftInDefault: [] };
  for (const partition of partitionsBetween(table, fromMs, toMs)) {
    if (await exists(pool, partition)) continue;
    await inTransaction(pool, async (client) => {
      await client.query(`SELECT pg_advisory_xact_lock(hashtext('tollgate ledger partitions'))`);
      if (await exists(client, partition)) return;
      const rows = await createPartition(client, partition);
      if (rows > MOST_ROWS_TO_MOVE) result.leftInDefault.push({ partition: partition.name, rows });
      else result.created.push(partition.name);
    });
  }
  return result;
}

/** Reads the table and not `to_regclass`, whose cached "no" outlives the wait for another process's lock. */
async function exists(connection: Pool | PoolClient, { table, name }: Partition): Promise<boolean> {
  const { rows } = await connection.query<{ exists: boolean }>(
    'SELECT EXISTS (SELECT FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = $1::regclass AND relname = $2) AS exists',
    [table, name],
  );
  return rows[0]?.exists === true;
}

/** Returns how many rows of the range the default partition held; above the limit nothing was done. */
async function createPartition(client: PoolClient, { table, name, startMs, endMs }: Partition): Promise<number> {
  const range = [new Date(startMs).toISOString(), new Date(endMs).toISOString()] as const;
  await client.query(`SET LOCAL lock_timeout = '5s'`);
  // Nobody may add a row of this range to the default partition between moving and attaching.
  await client.query(`LOCK TABLE ${table}_default IN ACCESS EXCLUSIVE MODE`);
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) FROM ${table}_default WHERE started_at >= $1 AND started_at < $2`,
    [...range],
  );
  const count = Number(rows[0]?.count ?? 0);
  if (count > MOST_ROWS_TO_MOVE) return count;
  // Attaching, unlike CREATE TABLE … PARTITION OF, does not keep readers and writers of the other partitions waiting.
  await client.query(`CREATE TABLE ${name} (LIKE ${table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`);
  await client.query(
    `WITH moved AS (DELETE FROM ${table}_default WHERE started_at >= $1 AND started_at < $2 RETURNING *) INSERT INTO ${name} SELECT * FROM moved`,
    [...range],
  );
  await client.query(`ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM ('${range[0]}') TO ('${range[1]}')`);
  return count;
}
