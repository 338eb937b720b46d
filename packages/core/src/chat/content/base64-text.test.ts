import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from './base64-text.ts';

test('any text comes back, and reads elsewhere as its UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(toBase64(text)).toBe(Buffer.from(text.toWellFormed(), 'utf8').toString('base64'));
      expect(fromBase64(toBase64(text))).toBe(text.toWellFormed());
    }),
  );
});

test('reads both alphabets, broken lines and missing padding', () => {
  expect(fromBase64('PDw_Pz8-Pg')).toBe('<<???>>');
  expect(fromBase64('PDw/\r\nPz8+Pg==')).toBe('<<???>>');
});

test('bytes that are no text are none', () => {
  expect(fromBase64('/w==')).toBeNull();
  expect(fromBase64('not base64!')).toBeNull();
});
