import { expect, test } from 'vitest';
import { countNew, mergeFreshPage, type RowPage } from './merge-rows.ts';

type Row = { requestId: string; startedAt: string; status?: number };
const row = (second: number, status?: number): Row => ({
  requestId: `req_${second}`,
  startedAt: `2026-03-01T10:00:${String(second).padStart(2, '0')}.000Z`,
  ...(status === undefined ? {} : { status }),
});
const page = (nextCursor: string | null, ...rows: Row[]): RowPage<Row> => ({ rows, nextCursor });
const ids = (pages: RowPage<Row>[]): string[] => pages.flatMap((one) => one.rows.map((item) => item.requestId));

test('new rows go on top and nothing is shown twice', () => {
  const merged = mergeFreshPage([page('c1', row(3), row(2)), page(null, row(1))], page('c9', row(5), row(4), row(3)));
  expect(ids(merged)).toEqual(['req_5', 'req_4', 'req_3', 'req_2', 'req_1']);
  expect(merged[0]?.nextCursor).toBe('c1');
});

test('a slow request that ended late takes its place by its start', () => {
  expect(ids(mergeFreshPage([page(null, row(5), row(2))], page(null, row(5), row(3), row(2))))).toEqual(['req_5', 'req_3', 'req_2']);
});

test('the newer form of a row replaces the older', () => {
  expect(mergeFreshPage([page(null, row(1, 200))], page(null, row(1, 500)))[0]?.rows).toEqual([row(1, 500)]);
});

test('starts over when rows may be missing between', () => {
  const fresh = page('c9', row(50), row(49));
  expect(mergeFreshPage([page('c1', row(3), row(2))], fresh)).toEqual([fresh]);
});

test('a fresh page that is the whole list cannot hide a gap', () => {
  expect(ids(mergeFreshPage([page(null)], page(null, row(1))))).toEqual(['req_1']);
});

test('counts what is not loaded yet', () => {
  expect(countNew([page('c1', row(3)), page(null, row(2))], page('c9', row(5), row(4), row(3), row(2)))).toBe(2);
});
