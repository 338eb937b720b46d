import * as z from 'zod';

/**
 * How an attempt ended, named for whose fault it was rather than for a number. A provider's 401, 402 or 404 is a reason to try
 * another target; a caller's 400 is not.
 *
 * - `rate_limited`: this credential is throttled (429).
 * - `server_error`: the provider failed (5xx, garbage, cut before content).
 * - `timeout`: connect, first-byte or idle limit.
 * - `connection`: refused, reset, DNS, TLS: nothing was sent or nothing came back.
 * - `auth`: the upstream credential is dead, forbidden or out of credit (401, 402, 403, insufficient quota).
 * - `model_unavailable`: the target does not serve this model (404, 410).
 * - `content_filter`: the provider refused the content.
 * - `context_length`: the prompt does not fit this model.
 * - `circuit_open`: not tried, the target's breaker is open.
 * - `invalid_request`: the caller's fault; every target would say the same.
 * - `client_closed`: the caller left.
 * - `unknown`: the process died before the end was seen.
 */
export const outcomeSchema = z.enum([
  'success',
  'rate_limited',
  'server_error',
  'timeout',
  'connection',
  'auth',
  'model_unavailable',
  'content_filter',
  'context_length',
  'circuit_open',
  'invalid_request',
  'client_closed',
  'unknown',
]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** Outcomes after which the same target may be tried once more, if time is left. */
export function isRetryable(outcome: Outcome): boolean {
  return outcome === 'server_error' || outcome === 'connection' || outcome === 'rate_limited' || outcome === 'timeout';
}

/** Outcomes after which another target may do better. */
export function isFallbackReason(outcome: Outcome): boolean {
  return outcome !== 'success' && outcome !== 'invalid_request' && outcome !== 'client_closed' && outcome !== 'unknown';
}

/** Outcomes that speak against the target: what its health is judged by. What the caller, their prompt or our own process caused does not. */
export const TARGET_FAILURES = [
  'rate_limited',
  'server_error',
  'timeout',
  'connection',
  'auth',
  'model_unavailable',
] as const satisfies readonly Outcome[];
