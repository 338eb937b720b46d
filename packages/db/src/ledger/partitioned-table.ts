/** Tables of the ledger that are partitioned by `started_at`, and how long one partition is. */
export const PARTITIONED_TABLES = { attempts: 'month', requests: 'month', request_contents: 'day' } as const;
export type PartitionedTable = keyof typeof PARTITIONED_TABLES;

/** One partition; it holds `startMs <= started_at < endMs`, on UTC boundaries. */
export type Partition = { table: PartitionedTable; name: string; startMs: number; endMs: number };

/** The partition of a table that holds an instant. */
export function partitionAt(table: PartitionedTable, atMs: number): Partition {
  const at = new Date(atMs);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  const isMonthly = PARTITIONED_TABLES[table] === 'month';
  const startMs = isMonthly ? Date.UTC(year, month, 1) : Date.UTC(year, month, day);
  const endMs = isMonthly ? Date.UTC(year, month + 1, 1) : Date.UTC(year, month, day + 1);
  const label = new Date(startMs).toISOString().slice(0, isMonthly ? 7 : 10);
  return { table, name: `${table}_${label.replaceAll('-', '_')}`, startMs, endMs };
}

/** The partitions that cover `fromMs` to `toMs`, both included, oldest first. */
export function partitionsBetween(table: PartitionedTable, fromMs: number, toMs: number): Partition[] {
  const partitions: Partition[] = [];
  for (let at = fromMs; at <= toMs;) {
    const partition = partitionAt(table, at);
    partitions.push(partition);
    at = partition.endMs;
  }
  return partitions;
}
