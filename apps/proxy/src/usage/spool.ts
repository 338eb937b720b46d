import {
  closeSync,
  existsSync,
  fdatasync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeRecords, type UsageRecord } from '@tollgate/queue/usage-record';

const SYNC_EVERY_MS = 100;
const KEEP_MS = 24 * 3_600_000;
const KEEP_BYTES = 2 * 1024 ** 3;
/** How often what the disk refused is tried again. New calls are refused meanwhile, so what waits stays small. */
const RETRY_EVERY_MS = 1000;

type Segment = { number: number; unacknowledged: number; isSealed: boolean };

/**
 * An append-only file of what happened, on the proxy's own disk. A record is in the kernel when `append` returns, so that it survives
 * the death of the process. Segments are kept a day after everything in them was acknowledged.
 */
export class Spool {
  readonly directory: string;
  readonly #segmentBytes: number;
  readonly #segments = new Map<number, Segment>();
  #current: Segment;
  #fd: number;
  #written = 0;
  #isDirty = false;
  #pending: Buffer[] = [];
  #timers: NodeJS.Timeout[] = [];
  /** `false` while the disk takes nothing: no call that costs money may begin. */
  isWritable = true;

  constructor(directory: string, options: { segmentBytes?: number; retryEveryMs?: number } = {}) {
    this.directory = directory;
    this.#segmentBytes = options.segmentBytes ?? 16 * 1024 * 1024;
    mkdirSync(directory, { recursive: true });
    this.#current = { number: 1, unacknowledged: 0, isSealed: false };
    this.#segments.set(1, this.#current);
    this.#fd = openSync(this.path(1), 'a', 0o600);
    this.#written = fstatSync(this.#fd).size;
    this.#timers.push(
      setInterval(() => this.#sync(), SYNC_EVERY_MS).unref(),
      setInterval(() => this.#retry(), options.retryEveryMs ?? RETRY_EVERY_MS).unref(),
    );
  }

  get currentSegment(): number {
    return this.#current.number;
  }

  path(segment: number): string {
    return join(this.directory, `${String(segment).padStart(8, '0')}.spool`);
  }

  /**
   * Writes whole records with one system call and returns the number of the segment that holds them. Never throws: what the disk refuses
   * is written later.
   */
  append(bytes: Buffer): number {
    if (this.#pending.length > 0) {
      this.#pending.push(Buffer.from(bytes));
      return this.#current.number;
    }
    try {
      if (this.#written > 0 && this.#written + bytes.length > this.#segmentBytes) this.seal();
      this.#writeWhole(bytes);
    } catch {
      this.isWritable = false;
      this.#pending.push(Buffer.from(bytes));
    }
    return this.#current.number;
  }

  /** Counts facts of a segment that the ledger has yet to acknowledge. */
  expect(segment: number, facts: number): void {
    const held = this.#segments.get(segment);
    if (held) held.unacknowledged += facts;
  }

  /** Counts facts as safe in the ledger; a sealed segment without open facts is done. */
  acknowledge(segment: number, facts: number): void {
    const held = this.#segments.get(segment);
    if (!held) return;
    held.unacknowledged -= facts;
    this.#closeIfDone(held);
  }

  read(segment: number): UsageRecord[] {
    return decodeRecords(readFileSync(this.path(segment))).records;
  }

  /**
   * Ends the current segment, so that it can be read back whole.
   *
   * @throws Error when the disk has no room for another; the current one is then still open.
   */
  seal(): number {
    const sealed = this.#current;
    const fd = openSync(this.path(sealed.number + 1), 'a', 0o600);
    closeSync(this.#fd);
    this.#fd = fd;
    this.#written = 0;
    sealed.isSealed = true;
    this.#current = { number: sealed.number + 1, unacknowledged: 0, isSealed: false };
    this.#segments.set(this.#current.number, this.#current);
    this.#closeIfDone(sealed);
    return sealed.number;
  }

  /** Removes acknowledged segments older than a day, and the oldest of them over the size cap. */
  async prune(nowMs: number): Promise<void> {
    const done = (await readdir(this.directory)).filter((name) => name.endsWith('.done')).sort();
    let total = 0;
    for (const name of done.reverse()) {
      const path = join(this.directory, name);
      const { mtimeMs, size } = await stat(path);
      total += size;
      if (nowMs - mtimeMs > KEEP_MS || total > KEEP_BYTES) await rm(path, { force: true });
    }
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#retry();
    closeSync(this.#fd);
  }

  /** A full disk takes part of a record; what it took is cut off again, or the segment would be torn in its middle. */
  #writeWhole(bytes: Buffer): void {
    let offset = 0;
    try {
      while (offset < bytes.length) offset += writeSync(this.#fd, bytes, offset);
    } catch (error) {
      if (offset > 0) ftruncateSync(this.#fd, this.#written);
      throw error;
    }
    this.#written += bytes.length;
    this.#isDirty = true;
  }

  #retry(): void {
    while (this.#pending.length > 0) {
      try {
        this.#writeWhole(this.#pending[0] as Buffer);
      } catch {
        return;
      }
      this.#pending.shift();
    }
    this.isWritable = true;
  }

  /** Guards against power loss, not against the death of the process: that needs no sync. */
  #sync(): void {
    if (!this.#isDirty) return;
    this.#isDirty = false;
    fdatasync(this.#fd, () => undefined);
  }

  #closeIfDone(segment: Segment): void {
    if (!segment.isSealed || segment.unacknowledged > 0) return;
    this.#segments.delete(segment.number);
    const path = this.path(segment.number);
    if (existsSync(path)) renameSync(path, `${path}.done`);
  }
}
