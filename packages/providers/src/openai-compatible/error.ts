import type { UpstreamError } from '../adapter.ts';
import { readUpstreamError } from '../upstream-error/read-upstream-error.ts';

/** Servers of the dialect share the statuses and differ only in the body's shape, which the shared reader knows. */
export function readError(status: number, headers: Record<string, string | undefined>, body: string): UpstreamError {
  return readUpstreamError(status, headers, body);
}
