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

/**
 * The order of fields on disk: a record is the values without their names, a third of the bytes and of the time. A later version may
 * only append to these lists; what an older one wrote then lacks the last values.
 */
const ATTEMPT_FIELDS = [
  'attemptId',
  'startedAtMs',
  'requestId',
  'ordinal',
  'organizationId',
  'projectId',
  'keyId',
  'memberId',
  'endUser',
  'sessionId',
  'route',
  'routeVersion',
  'tags',
  'credentialId',
  'provider',
  'model',
  'outcome',
  'upstreamStatus',
  'errorMessage',
  'firstTokenMs',
  'durationMs',
  'usage',
  'isEstimated',
  'priceRowId',
  'costPico',
] as const satisfies readonly (keyof AttemptFact)[];
const REQUEST_FIELDS = [
  'requestId',
  'startedAtMs',
  'organizationId',
  'projectId',
  'keyId',
  'memberId',
  'endUser',
  'sessionId',
  'route',
  'routeVersion',
  'tags',
  'metadata',
  'requestedModel',
  'credentialId',
  'provider',
  'model',
  'status',
  'errorCode',
  'errorMessage',
  'isStream',
  'attempts',
  'cache',
  'firstTokenMs',
  'durationMs',
  'overheadMicros',
  'userAgent',
] as const satisfies readonly (keyof RequestFact)[];
const IDENTITY_FIELDS = [
  'attemptId',
  'startedAtMs',
  'ordinal',
  'credentialId',
  'provider',
  'model',
] as const satisfies readonly (keyof AttemptIdentity)[];

/** Fails to compile when a fact has a field that is not written. */
type Unwritten<Fact, Field> = Exclude<keyof Fact, Field> extends never ? true : never;
const _isComplete: [
  Unwritten<AttemptFact, (typeof ATTEMPT_FIELDS)[number]>,
  Unwritten<RequestFact, (typeof REQUEST_FIELDS)[number]>,
  Unwritten<AttemptIdentity, (typeof IDENTITY_FIELDS)[number]>,
] = [true, true, true];
void _isComplete;

function toRow<Fact>(fields: readonly (keyof Fact)[], fact: Fact): unknown[] {
  // Of its final length at once: an array that grows is copied several times.
  return fields.map((field) => fact[field]);
}

function fromRow<Fact>(fields: readonly (keyof Fact)[], row: readonly unknown[]): Fact {
  return Object.fromEntries(fields.map((field, index) => [field, row[index]])) as Fact;
}

function toPayload(record: SpoolRecord): unknown[] {
  switch (record[0]) {
    case 'started': {
      const { attempt, request, promptBytes } = record[1];
      return ['started', toRow<AttemptIdentity>(IDENTITY_FIELDS, attempt), toRow<RequestFact>(REQUEST_FIELDS, request), promptBytes];
    }
    case 'progress':
      return record;
    case 'finished':
      return ['finished', toRow<AttemptFact>(ATTEMPT_FIELDS, record[1])];
    case 'request':
      return ['request', toRow<RequestFact>(REQUEST_FIELDS, record[1])];
  }
}

function fromPayload(payload: unknown[]): SpoolRecord {
  const [kind, row, ...rest] = payload as [SpoolRecord[0], unknown[], ...unknown[]];
  switch (kind) {
    case 'started':
      return [
        'started',
        {
          attempt: fromRow<AttemptIdentity>(IDENTITY_FIELDS, row),
          request: fromRow<RequestFact>(REQUEST_FIELDS, rest[0] as unknown[]),
          promptBytes: rest[1] as number,
        },
      ];
    case 'progress':
      return payload as SpoolRecord;
    case 'finished':
      return ['finished', fromRow<AttemptFact>(ATTEMPT_FIELDS, row)];
    case 'request':
      return ['request', fromRow<RequestFact>(REQUEST_FIELDS, row)];
  }
}

/** Length and CRC-32 of the payload, both 32 bits little-endian, then the payload: the record as JSON. */
export function encodeRecord(record: SpoolRecord): Buffer {
  const text = JSON.stringify(toPayload(record));
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
    records.push(fromPayload(JSON.parse(bytes.toString('utf8', at + HEADER_BYTES, end)) as unknown[]));
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
