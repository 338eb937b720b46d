import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeId } from './encode-id.ts';

const timeMs = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const random = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe('encodeId', () => {
  it('is the prefix and 26 characters of Crockford base32', () => {
    fc.assert(
      fc.property(timeMs, random, (time, bytes) => void expect(encodeId('req', time, bytes)).toMatch(/^req_[0-9a-hjkmnp-tv-z]{26}$/)),
    );
  });

  it('sorts by time, whatever the random part', () => {
    fc.assert(
      fc.property(timeMs, timeMs, random, random, (a, b, bytesA, bytesB) => {
        fc.pre(a !== b);
        expect(encodeId('att', a, bytesA) < encodeId('att', b, bytesB)).toBe(a < b);
      }),
    );
  });

  it('is another identifier for another time or other random bytes', () => {
    fc.assert(
      fc.property(timeMs, timeMs, random, random, (a, b, bytesA, bytesB) => {
        const same = a === b && bytesA.every((byte, index) => byte === bytesB[index]);
        expect(encodeId('x', a, bytesA) === encodeId('x', b, bytesB)).toBe(same);
      }),
    );
  });

  it('uses every bit of its ten random bytes and none beyond', () => {
    const seen = new Set<string>();
    for (let bit = 0; bit < 80; bit++) {
      const bytes = new Uint8Array(10);
      bytes[bit >> 3] = 1 << (bit & 7);
      seen.add(encodeId('x', 0, bytes));
    }
    expect(seen.size).toBe(80);
    expect(encodeId('x', 1, new Uint8Array(16).fill(7))).toBe(encodeId('x', 1, new Uint8Array(10).fill(7)));
  });

  it('keeps the format that stored identifiers already have', () => {
    expect(encodeId('req', 1_700_000_000_000, new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))).toBe('req_01hf7yat00041061050r3gg28a');
    expect(encodeId('req', 0, new Uint8Array(10))).toBe('req_00000000000000000000000000');
  });
});
