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
 * What a proxy's spool is made of, and what it sends to the ledger.
 *
 * - `started`: before the dial.
 * - `progress`: about once a second while a stream runs: pieces of answer delivered so far.
 * - `finished`: before the settle; the whole fact.
 * - `request`: the client's call is over.
 */
export type UsageRecord = ['started', StartedAttempt] | ['progress', attemptId: string, pieces: number] | FactRecord;
type FactRecord = ['finished', AttemptFact] | ['request', RequestFact];

/** How facts are written: `answered` is a `finished` and the `request` that ended with it, read back as both. */
export type EndRecord = FactRecord | ['answered', AttemptFact, RequestFact];
export type WrittenRecord = UsageRecord | EndRecord;

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
  'isUnlogged',
] as const satisfies readonly (keyof RequestFact)[];
/** What an attempt shares with its request and `answered` therefore says once. */
const SHARED_FIELDS = [
  'requestId',
  'organizationId',
  'projectId',
  'keyId',
  'memberId',
  'endUser',
  'sessionId',
  'route',
  'routeVersion',
  'tags',
] as const satisfies readonly (keyof AttemptFact & keyof RequestFact)[];
const OWN_FIELDS = ATTEMPT_FIELDS.filter((field) => !(SHARED_FIELDS as readonly string[]).includes(field));
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

function requestFromRow(row: readonly unknown[]): RequestFact {
  const request = fromRow<RequestFact>(REQUEST_FIELDS, row);
  // Records of before callers could ask that nothing be kept end here.
  request.isUnlogged ??= false;
  return request;
}

function toPayload(record: WrittenRecord): unknown[] {
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
    case 'answered':
      return ['answered', toRow<AttemptFact>(OWN_FIELDS, record[1]), toRow<RequestFact>(REQUEST_FIELDS, record[2])];
  }
}

function fromPayload(payload: unknown[]): UsageRecord[] {
  const [kind, row, ...rest] = payload as [WrittenRecord[0], unknown[], ...unknown[]];
  switch (kind) {
    case 'started':
      return [
        [
          'started',
          {
            attempt: fromRow<AttemptIdentity>(IDENTITY_FIELDS, row),
            request: requestFromRow(rest[0] as unknown[]),
            promptBytes: rest[1] as number,
          },
        ],
      ];
    case 'progress':
      return [payload as UsageRecord];
    case 'finished':
      return [['finished', fromRow<AttemptFact>(ATTEMPT_FIELDS, row)]];
    case 'request':
      return [['request', requestFromRow(row)]];
    case 'answered': {
      const request = requestFromRow(rest[0] as unknown[]);
      const shared = Object.fromEntries(SHARED_FIELDS.map((field) => [field, request[field]]));
      return [
        ['finished', { ...fromRow<AttemptFact>(OWN_FIELDS, row), ...shared }],
        ['request', request],
      ];
    }
    default:
      throw new TypeError(`A record of an unknown kind: ${String(kind)}`);
  }
}

/** Whether the two can be written as one `answered`. */
export function isAnsweredBy(request: RequestFact, attempt: AttemptFact): boolean {
  return SHARED_FIELDS.every((field) => attempt[field] === request[field]);
}

const INITIAL_BYTES = 64 * 1024;
/** More than this is let go once it was needed. */
const KEPT_BYTES = 4 * 1024 * 1024;
const MAX_BYTES_PER_CHARACTER = 3;

/**
 * Records one behind the other, in bytes that are used again and again. A record is the length and the CRC-32 of its payload, both 32 bits
 * little-endian, then the payload: its values as JSON.
 */
export class RecordWriter {
  #bytes = Buffer.allocUnsafeSlow(INITIAL_BYTES);
  length = 0;

  add(record: WrittenRecord): void {
    const text = JSON.stringify(toPayload(record));
    this.#reserve(HEADER_BYTES + text.length * MAX_BYTES_PER_CHARACTER);
    const start = this.length + HEADER_BYTES;
    const end = start + this.#bytes.write(text, start);
    this.#bytes.writeUInt32LE(end - start, this.length);
    this.#bytes.writeUInt32LE(crc32(this.#bytes.subarray(start, end)), this.length + 4);
    this.length = end;
  }

  /** Adds records that were written elsewhere. */
  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** What was written from `start` on; holds until the next change. */
  bytes(start = 0): Buffer {
    return this.#bytes.subarray(start, this.length);
  }

  clear(): void {
    this.length = 0;
    if (this.#bytes.length > KEPT_BYTES) this.#bytes = Buffer.allocUnsafeSlow(INITIAL_BYTES);
  }

  #reserve(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.length + more, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.length);
    this.#bytes = grown;
  }
}

/** Every payload is an array whose first item is a string. */
const PAYLOAD_START = Buffer.from('["');

/**
 * Reads records back. What is damaged is skipped up to the next record that is whole, wherever it begins; `damaged` counts the gaps, a
 * torn end among them.
 */
export function decodeRecords(bytes: Buffer): { records: UsageRecord[]; damaged: number } {
  const records: UsageRecord[] = [];
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
    try {
      records.push(...fromPayload(JSON.parse(bytes.toString('utf8', at + HEADER_BYTES, end)) as unknown[]));
    } catch {
      // Whole, but nothing that this version writes.
      damaged++;
    }
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
