import type { RequestFact } from '@tollgate/core/usage/facts';
import { attemptFact, requestFact } from '@tollgate/testing/usage-facts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRecords, RecordWriter, type UsageRecord, type WrittenRecord } from './usage-record.ts';

const IDENTITY = { attemptId: 'att_1', startedAtMs: 1_700_000_000_000, ordinal: 1, credentialId: null, provider: 'sim', model: 'echo' };

const RECORDS: UsageRecord[] = [
  ['started', { attempt: IDENTITY, request: requestFact({ endUser: 'Jürgen 👋' }), promptBytes: 100 }],
  ['progress', 'att_1', 7],
  ['finished', attemptFact({ attemptId: 'att_1' })],
  ['request', requestFact({ metadata: { text: '["finished"] \u0000' } })],
];
const ENCODED = RECORDS.map((record) => encode(record));
const BYTES = Buffer.concat(ENCODED);
/** Where each record ends. */
const ENDS = ENCODED.map((_, index) => ENCODED.slice(0, index + 1).reduce((sum, part) => sum + part.length, 0));

function encode(...records: WrittenRecord[]): Buffer {
  const writer = new RecordWriter();
  for (const record of records) writer.add(record);
  return writer.bytes();
}

describe('records', () => {
  it('gives back what was written', () => {
    expect(decodeRecords(BYTES)).toEqual({ records: RECORDS, damaged: 0 });
    expect(decodeRecords(Buffer.alloc(0))).toEqual({ records: [], damaged: 0 });
  });

  it('that end together are written as one and read back as both', () => {
    const attempt = attemptFact({ endUser: 'ann', tags: ['a'] });
    const request = requestFact({ requestId: attempt.requestId, endUser: 'ann', tags: ['a'], status: 200 });
    const bytes = encode(['answered', attempt, request]);
    expect(decodeRecords(bytes)).toEqual({
      records: [
        ['finished', attempt],
        ['request', request],
      ],
      damaged: 0,
    });
    expect(bytes.length).toBeLessThan(encode(['finished', attempt], ['request', request]).length);
  });

  it('of before callers could ask that nothing be kept say that they did not', () => {
    const { isUnlogged: _, ...earlier } = requestFact();
    expect(decodeRecords(encode(['request', earlier as RequestFact])).records).toEqual([['request', requestFact({ isUnlogged: false })]]);
  });

  it('beyond the first bytes that were set aside, long ones among them, come out whole; cleared, the same bytes are used again', () => {
    const writer = new RecordWriter();
    for (let round = 0; round < 2; round++) {
      const records: UsageRecord[] = Array.from({ length: 500 }, (_, index) => [
        'request',
        requestFact({ requestId: `req_${index}`, errorMessage: '€'.repeat(index) }),
      ]);
      records.push(['progress', 'x'.repeat(5_000_000), 1]);
      for (const record of records) writer.add(record);
      writer.append(encode(['progress', 'att_2', 2]));
      expect(decodeRecords(writer.bytes())).toEqual({ records: [...records, ['progress', 'att_2', 2]], damaged: 0 });
      writer.clear();
      expect(writer.bytes()).toHaveLength(0);
    }
  });

  it('torn at any byte, gives every record before the tear', () => {
    for (let length = 0; length < BYTES.length; length++) {
      const whole = ENDS.filter((end) => end <= length).length;
      const isTorn = length > 0 && !ENDS.includes(length);
      expect(decodeRecords(BYTES.subarray(0, length))).toEqual({ records: RECORDS.slice(0, whole), damaged: isTorn ? 1 : 0 });
    }
  });

  it('with any one bit flipped, loses the record that holds it and no other', () => {
    for (let bit = 0; bit < BYTES.length * 8; bit++) {
      const isInHeader = [0, ...ENDS].some((begin) => bit >> 3 >= begin && bit >> 3 < begin + 8);
      // Every bit of a header; of a payload one bit a byte.
      if (!isInHeader && (bit & 7) !== (bit >> 3) % 8) continue;
      const bytes = Buffer.from(BYTES);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const hit = ENDS.findIndex((end) => bit >> 3 < end);
      const { records, damaged } = decodeRecords(bytes);
      expect(damaged).toBe(1);
      expect(records).toEqual(RECORDS.filter((_, index) => index !== hit));
    }
  });

  it('torn in its middle and written on, gives what follows too', () => {
    const [first, , third, fourth] = ENCODED as [Buffer, Buffer, Buffer, Buffer];
    for (let length = 1; length < first.length; length++) {
      const { records, damaged } = decodeRecords(Buffer.concat([first.subarray(0, length), third, fourth]));
      expect([records, damaged]).toEqual([RECORDS.slice(2), 1]);
    }
  });

  it('that ends in the zeros of a power failure, or begins with them, is read all the same', () => {
    const zeros = Buffer.alloc(4096);
    expect(decodeRecords(Buffer.concat([BYTES, zeros]))).toEqual({ records: RECORDS, damaged: 1 });
    expect(decodeRecords(Buffer.concat([zeros, BYTES]))).toEqual({ records: RECORDS, damaged: 1 });
  });

  it('of any bytes at all is no reason to fail', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => decodeRecords(Buffer.from(bytes)).records.length === 0));
  });

  it('keeps every text that a caller can send', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        const record: UsageRecord = ['request', requestFact({ endUser: text.toWellFormed() })];
        expect(decodeRecords(encode(record)).records).toEqual([record]);
      }),
    );
  });
});
