import type { AttemptFact, RequestFact } from '@tollgate/core/usage/facts';
import { crc32 } from 'node:zlib';

/** What is known of an attempt before it is dialled; enough to account for it if the process dies before the end. */
export type StartedAttempt = {
  attempt: AttemptFact;
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

/**
 * Reads the records of a segment. A damaged record is skipped when its length still leads to the next one; reading stops at a torn
 * end. `damaged` counts what could not be read.
 */
export function decodeRecords(bytes: Buffer): { records: SpoolRecord[]; damaged: number } {
  const records: SpoolRecord[] = [];
  let damaged = 0;
  let at = 0;
  while (at < bytes.length) {
    const end = at + HEADER_BYTES <= bytes.length ? at + HEADER_BYTES + bytes.readUInt32LE(at) : Number.POSITIVE_INFINITY;
    if (end > bytes.length) {
      damaged++;
      break;
    }
    const payload = bytes.subarray(at + HEADER_BYTES, end);
    if (crc32(payload) === bytes.readUInt32LE(at + 4)) records.push(JSON.parse(payload.toString('utf8')) as SpoolRecord);
    else damaged++;
    at = end;
  }
  return { records, damaged };
}
