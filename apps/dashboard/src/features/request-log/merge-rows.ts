type Row = { requestId: string; startedAt: string };

/** Rows of several lists, newest first, each once; of two with the same id the one of the earlier list counts. */
export function mergeRows<R extends Row>(...lists: readonly (readonly R[])[]): R[] {
  const byId = new Map<string, R>();
  for (const list of lists) for (const row of list) if (!byId.has(row.requestId)) byId.set(row.requestId, row);
  return [...byId.values()].sort(compareNewestFirst);
}

/**
 * The same for a few rows over many, both in order already and `knownIds` being those of the many: takes a fraction of a millisecond for
 * thousands, because it runs with every row that comes in.
 */
export function layOver<R extends Row>(few: readonly R[], many: readonly R[], knownIds: ReadonlySet<string>): R[] {
  const rows: R[] = [];
  let next = 0;
  for (const row of few) {
    if (knownIds.has(row.requestId)) continue;
    for (let below = many[next]; below !== undefined && compareNewestFirst(below, row) < 0; below = many[++next]) rows.push(below);
    rows.push(row);
  }
  for (; next < many.length; next++) rows.push(many[next] as R);
  return rows;
}

function compareNewestFirst(left: Row, right: Row): number {
  if (left.startedAt !== right.startedAt) return left.startedAt < right.startedAt ? 1 : -1;
  return left.requestId < right.requestId ? 1 : -1;
}
