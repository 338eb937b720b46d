import type { UpstreamError } from '../adapter.ts';
import { readUpstreamError } from '../upstream-error/read-upstream-error.ts';

/** The API's own status for a word on its deny-list. */
const DENIED_CONTENT = 498;

export function readError(status: number, headers: Record<string, string | undefined>, body: string): UpstreamError {
  const error = readUpstreamError(status, headers, body);
  if (status === DENIED_CONTENT) error.outcome = 'content_filter';
  return error;
}
