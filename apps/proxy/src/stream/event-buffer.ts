import { lastEventEnd } from './event-boundary.ts';
import { MAX_EVENT_BYTES } from './relay-stream.ts';

/** The longest part of a blank line (LF CR LF) that the end of a chunk can hold. */
const SEAM_BYTES = 2;

/** Gives the whole events of a stream as bytes, untouched, and keeps the beginning of one whose end has not come yet. */
export class EventBuffer {
  /** An event grew beyond what any event may have; nothing more comes out. */
  isOverflown = false;
  #tail: Buffer[] = [];
  #tailLength = 0;

  /** The whole events that this chunk completes, or `null`. Only the new bytes are searched, so that long events cost no more. */
  push(chunk: Buffer): Buffer | null {
    if (this.#tailLength === 0) {
      const end = lastEventEnd(chunk);
      if (end < chunk.length) this.#keep(chunk.subarray(end));
      return end === 0 ? null : end === chunk.length ? chunk : chunk.subarray(0, end);
    }
    const before = this.#tailLength;
    const seam = this.#seam();
    const endBehindSeam = lastEventEnd(Buffer.concat([seam, chunk]));
    this.#keep(chunk);
    if (endBehindSeam === 0 || this.isOverflown) return null;
    const bytes = Buffer.concat(this.#tail);
    const end = before - seam.length + endBehindSeam;
    this.#clear();
    if (end < bytes.length) this.#keep(bytes.subarray(end));
    return bytes.subarray(0, end);
  }

  /** What is left at the end, completed by the blank line that some servers leave out after their last event; `null` when nothing is. */
  rest(): Buffer | null {
    if (this.#tailLength === 0) return null;
    const tail = Buffer.concat(this.#tail);
    this.#clear();
    return Buffer.concat([tail, Buffer.from(tail[tail.length - 1] === 0x0a ? '\n' : '\n\n')]);
  }

  #keep(bytes: Buffer): void {
    this.#tail.push(bytes);
    this.#tailLength += bytes.length;
    if (this.#tailLength <= MAX_EVENT_BYTES) return;
    this.#clear();
    this.isOverflown = true;
  }

  #clear(): void {
    this.#tail = [];
    this.#tailLength = 0;
  }

  /** The last bytes of the tail, which may be the first of a blank line. */
  #seam(): Buffer {
    const last = this.#tail[this.#tail.length - 1] as Buffer;
    if (last.length >= SEAM_BYTES || this.#tail.length === 1) return last.subarray(-SEAM_BYTES);
    return Buffer.concat(this.#tail.slice(-SEAM_BYTES)).subarray(-SEAM_BYTES);
  }
}
