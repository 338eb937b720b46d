import type { UpstreamError } from '../adapter.ts';
import { readUpstreamError } from '../upstream-error/read-upstream-error.ts';

/** The `error.type` is the only code the API gives; an overload (529) is the provider's fault like any 5xx. */
export function readError(status: number, headers: Record<string, string | undefined>, body: string): UpstreamError {
  return readUpstreamError(status, headers, body);
}
