import { isJsonObject, type JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import type { UpstreamError } from '../adapter.ts';
import { readUpstreamError } from '../upstream-error/read-upstream-error.ts';

/** Google's errors: `{error:{code,message,status,details}}`, alone or in an array. The wait and the cause of a refused key are in details. */
export function readError(status: number, headers: Record<string, string | undefined>, body: string): UpstreamError {
  const read = readUpstreamError(status, headers, body);
  if (status < 400 || status >= 500) return read;
  const error = parseError(body);
  const details = Array.isArray(error['details']) ? error['details'].filter(isJsonObject) : [];
  const wait = details.map((detail) => readDuration(detail['retryDelay'])).find((ms) => ms !== null);
  if (wait !== undefined) read.retryAfterMs = wait;
  const isKeyRefused = details.some((detail) => typeof detail['reason'] === 'string' && detail['reason'].startsWith('API_KEY_'));
  if (isKeyRefused || isNotServed(error)) read.outcome = 'auth';
  return read;
}

function parseError(body: string): JsonObject {
  try {
    const parsed: unknown = JSON.parse(body);
    const outer: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
    if (isJsonObject(outer) && isJsonObject(outer['error'])) return outer['error'];
  } catch {
    // A page of a gateway in between: there are no details.
  }
  return {};
}

/** The account's country or missing billing: no fault of the caller's. */
function isNotServed({ status, message }: JsonObject): boolean {
  return status === 'FAILED_PRECONDITION' && typeof message === 'string' && /location is not supported|billing/i.test(message);
}

/** `34.4s` in milliseconds. */
function readDuration(value: unknown): number | null {
  const match = typeof value === 'string' ? /^(\d+(?:\.\d+)?)s$/.exec(value) : null;
  return match === null ? null : Math.ceil(Number(match[1]) * 1_000);
}
