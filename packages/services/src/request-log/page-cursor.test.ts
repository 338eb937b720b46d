import { expect, test } from 'vitest';
import { pageCursorSchema, toPageCursor } from './page-cursor.ts';

test('a cursor leads back to where its page ended', () => {
  const position = { startedAtMs: 1_795_000_000_123, requestId: 'req_01k9zzzzzzzzzzzzzzzzzzzzzz' };
  expect(pageCursorSchema.parse(toPageCursor(position))).toEqual(position);
});

test.each([
  '',
  'x',
  '1:req_1',
  toPageCursor({ startedAtMs: -1, requestId: 'req_1' }),
  toPageCursor({ startedAtMs: 1, requestId: "' OR 1=1 --" }),
  `${toPageCursor({ startedAtMs: 1, requestId: 'req_1' })}=`,
  toPageCursor({ startedAtMs: 1e15, requestId: 'r' }),
  'A'.repeat(300),
])('the forged cursor %j is refused', (cursor) => {
  expect(pageCursorSchema.safeParse(cursor).success).toBe(false);
});
