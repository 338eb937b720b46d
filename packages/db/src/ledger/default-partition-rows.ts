import type { Pool } from 'pg';
import { PARTITIONED_TABLES, type PartitionedTable } from './partitioned-table.ts';

/** Rows in the default partitions, by table. Any is an alarm: a fact from a time for which no partition was made. */
export async function defaultPartitionRows(pool: Pool): Promise<Record<PartitionedTable, number>> {
  const counts = Object.keys(PARTITIONED_TABLES).map((table) => `(SELECT count(*) FROM ${table}_default)::integer AS ${table}`);
  const { rows } = await pool.query<Record<PartitionedTable, number>>(`SELECT ${counts.join(', ')}`);
  const row = rows[0];
  if (!row) throw new Error('Counting returned no row');
  return row;
}
