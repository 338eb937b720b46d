import type { AttemptFact, RequestFact } from '@tollgate/core/usage/facts';
import { crc32 } from 'node:zlib';

/** Who an attempt is: fixed before the dial and copied by every later record. */
export type AttemptIdentity = Pick<AttemptFact, 'attemptId' | 'startedAtMs' | 'ordinal' | 'credentialId' | 'provider' | 'model'>;

/** What is known of an attempt before it is dialled; enough to account for it if the process dies before the end. */
export type StartedAttempt = {
  attempt: AttemptIdentity;
  /** As far as it is known; it carries the dimensions that the attempt shares. */
  request: RequestFact;
  /** Bytes of the prompt, for an estimate. */
  promptBytes: number;
};

/**
 * - `started`: before the dial.
 * - `progress`: about once a second while a stream runs: pieces of answer delivered so far.
 * - `finished`: before the settle; the whole fact.
 * - `request`: the client's call is over.
 */
export type SpoolRecord =
  | ['started', StartedAttempt]
  | ['progress', attemptId: string, pieces: number]
  | ['finished', AttemptFact]
  | ['request', RequestFact];

const HEADER_BYTES = 8;

/** Length and CRC-32 of the payload, both 32 bits little-endian, then the payload: the record as JSON. */
export function encodeRecord(record: SpoolRecord): Buffer {
  const text = JSON.stringify(record);
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + Buffer.byteLength(text));
  bytes.write(text, HEADER_BYTES);
  bytes.writeUInt32LE(bytes.length - HEADER_BYTES, 0);
  bytes.writeUInt32LE(crc32(bytes.subarray(HEADER_BYTES)), 4);
  return bytes;
}

/** Every payload is an array whose first item is a string. */
const PAYLOAD_START = Buffer.from('["');

/**
 * Reads the records of a segment. What is damaged is skipped up to the next record that is whole, wherever it begins; `damaged` counts
 * the gaps, a torn end among them.
 */
export function decodeRecords(bytes: Buffer): { records: SpoolRecord[]; damaged: number } {
  const records: SpoolRecord[] = [];
  let damaged = 0;
  let at = 0;
  while (at < bytes.length) {
    let end = recordEnd(bytes, at);
    if (end === 0) {
      damaged++;
      at = nextRecord(bytes, at + 1);
      if (at === -1) break;
      end = recordEnd(bytes, at);
    }
    records.push(JSON.parse(bytes.toString('utf8', at + HEADER_BYTES, end)) as SpoolRecord);
    at = end;
  }
  return { records, damaged };
}

/** The index just behind the record at `at`; 0 when none begins there. */
function recordEnd(bytes: Buffer, at: number): number {
  const start = at + HEADER_BYTES;
  if (start + PAYLOAD_START.length > bytes.length || bytes[start] !== PAYLOAD_START[0] || bytes[start + 1] !== PAYLOAD_START[1]) return 0;
  const end = start + bytes.readUInt32LE(at);
  return end <= bytes.length && crc32(bytes.subarray(start, end)) === bytes.readUInt32LE(at + 4) ? end : 0;
}

function nextRecord(bytes: Buffer, from: number): number {
  for (let start = bytes.indexOf(PAYLOAD_START, from + HEADER_BYTES); start !== -1; start = bytes.indexOf(PAYLOAD_START, start + 1)) {
    if (recordEnd(bytes, start - HEADER_BYTES) !== 0) return start - HEADER_BYTES;
  }
  return -1;
}
