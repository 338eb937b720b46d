type Row = { requestId: string; startedAt: string };
/** One page of a keyset list, newest first. */
export type RowPage<R extends Row> = { rows: R[]; nextCursor: string | null };

/**
 * Puts a fresh first page on top of the pages that are loaded. Requests are recorded when they end, so a slow one may belong below
 * rows that are already there: everything is sorted again, and a row that came twice is kept once, in its newer form.
 *
 * When the fresh page shares nothing with what is loaded, rows between the two may be missing; the list then starts over from the
 * fresh page rather than hide a gap.
 */
export function mergeFreshPage<R extends Row>(loaded: readonly RowPage<R>[], fresh: RowPage<R>): RowPage<R>[] {
  const known = new Set(loaded.flatMap((page) => page.rows.map((row) => row.requestId)));
  const overlaps = known.size === 0 || fresh.nextCursor === null || fresh.rows.some((row) => known.has(row.requestId));
  const [first, ...rest] = loaded;
  if (!first || !overlaps) return [fresh];
  const below = new Set(rest.flatMap((page) => page.rows.map((row) => row.requestId)));
  const byId = new Map<string, R>();
  for (const row of [...first.rows, ...fresh.rows]) if (!below.has(row.requestId)) byId.set(row.requestId, row);
  return [{ rows: [...byId.values()].sort(newestFirst), nextCursor: first.nextCursor }, ...rest];
}

/** How many rows of the fresh page are not loaded yet. */
export function countNew<R extends Row>(loaded: readonly RowPage<R>[], fresh: RowPage<R>): number {
  const known = new Set(loaded.flatMap((page) => page.rows.map((row) => row.requestId)));
  return fresh.rows.filter((row) => !known.has(row.requestId)).length;
}

function newestFirst(left: Row, right: Row): number {
  if (left.startedAt !== right.startedAt) return left.startedAt < right.startedAt ? 1 : -1;
  return left.requestId < right.requestId ? 1 : -1;
}
