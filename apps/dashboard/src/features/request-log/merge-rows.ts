type Row = { requestId: string; startedAt: string };

/** Rows of several lists, newest first, each once; of two with the same id the one of the earlier list counts. */
export function mergeRows<R extends Row>(...lists: readonly (readonly R[])[]): R[] {
  const byId = new Map<string, R>();
  for (const list of lists) for (const row of list) if (!byId.has(row.requestId)) byId.set(row.requestId, row);
  return [...byId.values()].sort(newestFirst);
}

function newestFirst(left: Row, right: Row): number {
  if (left.startedAt !== right.startedAt) return left.startedAt < right.startedAt ? 1 : -1;
  return left.requestId < right.requestId ? 1 : -1;
}
