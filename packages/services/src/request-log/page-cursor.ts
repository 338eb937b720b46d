import * as z from 'zod';
import { LATEST_MS } from '../access/instant-schema.ts';

/** Where a page of requests ended. */
export type PagePosition = { startedAtMs: number; requestId: string };

/** Opaque to callers; {@link pageCursorSchema} reads it back. */
export function toPageCursor({ startedAtMs, requestId }: PagePosition): string {
  return Buffer.from(`${startedAtMs}:${requestId}`).toString('base64url');
}

/** Reads what {@link toPageCursor} wrote and refuses anything else. */
export const pageCursorSchema = z
  .string()
  .max(256)
  .transform((cursor, context): PagePosition => {
    const match = /^(\d{1,15}):([\x21-\x7e]{0,64})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (match && Number(match[1]) <= LATEST_MS && toPageCursor({ startedAtMs: Number(match[1]), requestId: match[2] ?? '' }) === cursor) {
      return { startedAtMs: Number(match[1]), requestId: match[2] ?? '' };
    }
    context.addIssue('This is not a page of the list. Start again from the first page.');
    return z.NEVER;
  });
