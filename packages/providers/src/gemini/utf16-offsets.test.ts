import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf16Offsets } from './utf16-offsets.ts';

test('places in bytes are the same places in text, whatever characters stand before them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
      const at = Buffer.byteLength(before);
      expect(utf16Offsets(before + after, [at]).get(at)).toBe(before.length);
    }),
  );
});

test('places behind the end are missing', () => {
  expect(utf16Offsets('ä', [0, 2, 3])).toEqual(
    new Map([
      [0, 0],
      [2, 1],
    ]),
  );
});
