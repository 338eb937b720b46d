import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toToolCallId } from './to-tool-call-id.ts';

test('any id becomes nine letters and digits, the same each time', () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      expect(toToolCallId(id)).toMatch(/^[A-Za-z0-9]{9}$/);
      expect(toToolCallId(id)).toBe(toToolCallId(id));
    }),
  );
});

test('an id of Mistral’s own stays, and alike ones stay apart', () => {
  expect(toToolCallId('abcDEF123')).toBe('abcDEF123');
  const ids = Array.from({ length: 5_000 }, (_, at) => toToolCallId(`call_${at}`));
  expect(new Set(ids).size).toBe(5_000);
});
