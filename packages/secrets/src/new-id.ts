import { randomFillSync } from 'node:crypto';
import { encodeId } from '@tollgate/core/ids/encode-id';

// One system call fills the dice for 1,024 identifiers; asking for 10 bytes at a time costs more than the rest of the identifier.
const POOL_BYTES = 10_240;
const pool = new Uint8Array(POOL_BYTES);
let used = POOL_BYTES;

/** A fresh sortable identifier such as `req_01k9…`; 80 random bits. */
export function newId(prefix: string, nowMs: number = Date.now()): string {
  if (used === POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + 10);
  used += 10;
  return encodeId(prefix, nowMs, random);
}
