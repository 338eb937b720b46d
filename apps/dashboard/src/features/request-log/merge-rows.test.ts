import { expect, test } from 'vitest';
import { layOver, mergeRows } from './merge-rows.ts';

const row = (requestId: string, second: number, note = '') => ({
  requestId,
  startedAt: new Date(Date.UTC(2026, 10, 20, 12, 0, second)).toISOString(),
  note,
});

test('every row stands once and newest first, also one that ended after newer ones', () => {
  const merged = mergeRows([row('req_d', 1)], [row('req_c', 3), row('req_b', 2), row('req_a', 0)]);
  expect(merged.map(({ requestId }) => requestId)).toEqual(['req_c', 'req_b', 'req_d', 'req_a']);
});

test('rows of the same instant are ordered by their id, and a row that came twice is shown as it came last', () => {
  const merged = mergeRows([row('req_b', 1, 'new')], [row('req_c', 1), row('req_b', 1, 'old')]);
  expect(merged.map(({ requestId, note }) => requestId + note)).toEqual(['req_c', 'req_bnew']);
});

test('a few rows laid over many give what merging them gives', () => {
  const many = Array.from({ length: 50 }, (_, index) => row(`req_${String(index).padStart(2, '0')}`, 50 - index));
  const few = mergeRows([row('req_x', 60), row('req_y', 25), row('req_z', 0), row('req_07', 43)]);
  const laid = layOver(few, many, new Set(many.map(({ requestId }) => requestId)));
  expect(laid).toEqual(mergeRows(many, few));
  expect(layOver([], many, new Set())).toEqual(many);
  expect(layOver(few, [], new Set())).toEqual(few);
});
