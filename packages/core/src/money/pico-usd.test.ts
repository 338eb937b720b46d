import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PICO_PER_NANO, nanoCeilFromPico, picoFromUsd, usdFromPico } from './pico-usd.ts';

const amount = fc.bigInt({ min: -(10n ** 27n) + 1n, max: 10n ** 27n - 1n });

describe('picoFromUsd and usdFromPico', () => {
  it('give back every amount they are given', () => {
    fc.assert(fc.property(amount, (pico) => void expect(picoFromUsd(usdFromPico(pico))).toBe(pico)));
  });

  it('read a number as the decimal that it prints', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 0, max: 12 }), (digits, places) => {
        const value = Number(`${digits}e-${places}`);
        expect(picoFromUsd(value)).toBe(BigInt(digits) * 10n ** BigInt(12 - places));
      }),
    );
  });

  it.each([
    ['0.15', 150_000_000_000n],
    ['50', 50_000_000_000_000n],
    [' 12.5 ', 12_500_000_000_000n],
    ['-0.000000000001', -1n],
    [1e-12, 1n],
    [2.5e-7, 250_000n],
    [0, 0n],
    [-0, 0n],
  ])('reads %j exactly', (value, pico) => {
    expect(picoFromUsd(value)).toBe(pico);
  });

  it.each(['', '.', '.5', '5.', '+5', '1e3', '0x10', '1,000', '1 000', '$5', 'NaN', 'Infinity', '0.0000000000001', '9'.repeat(16), '١'])(
    'refuse %j',
    (text) => {
      expect(() => picoFromUsd(text)).toThrow(RangeError);
    },
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e21, 1e-13, 0.1 + 0.2])('refuse the number %d', (value) => {
    expect(() => picoFromUsd(value)).toThrow(RangeError);
  });

  it('print without trailing zeros or an exponent', () => {
    expect([1n, -1n, 1_500_000_000_000n, 0n, 10n ** 27n].map(usdFromPico)).toEqual([
      '0.000000000001',
      '-0.000000000001',
      '1.5',
      '0',
      '1000000000000000',
    ]);
  });
});

describe('a sum of pico-dollars', () => {
  it('is exact over a million tiny amounts, where a float is not', () => {
    const tiny = picoFromUsd('0.00000015');
    let sum = 0n;
    let float = 0;
    for (let i = 0; i < 1_000_000; i++) {
      sum += tiny;
      float += 0.00000015;
    }
    expect(usdFromPico(sum)).toBe('0.15');
    expect(float).not.toBe(0.15);
  });
});

describe('nanoCeilFromPico', () => {
  it('is the smallest whole number of nano-dollars that covers the amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (pico) => {
        const nano = BigInt(nanoCeilFromPico(pico));
        expect(nano * PICO_PER_NANO >= pico && (nano - 1n) * PICO_PER_NANO < pico).toBe(true);
      }),
    );
  });

  it('is exact up to nine million dollars', () => {
    expect(nanoCeilFromPico(picoFromUsd('9000000'))).toBe(9_000_000_000_000_000);
    expect(Number.isSafeInteger(nanoCeilFromPico(picoFromUsd('9000000')))).toBe(true);
  });
});
