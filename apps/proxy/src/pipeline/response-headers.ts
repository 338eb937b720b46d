import type { RequestFact } from '@tollgate/core/usage/facts';
import type { CallerOptions } from '../http/caller-options.ts';
import type { Admission } from './admit.ts';
import type { Attempt } from './attempt.ts';
import type { Caller } from './authenticate.ts';
import type { Exchange } from './exchange.ts';

const MAX_WARNINGS_LENGTH = 1000;

/** The headers that every answer of a target carries. `attempt` is `null` on a stream whose head had to go out before one answered. */
export function responseHeaders(
  exchange: Exchange,
  caller: Caller,
  fact: RequestFact,
  options: CallerOptions,
  made: { attempt: Attempt; admission: Admission; warnings: readonly string[]; upstreamMs: number; ordinal: number } | null,
): Record<string, string> {
  const headers: Record<string, string> = { 'x-request-id': exchange.requestId, 'x-tollgate-cache': fact.cache };
  const trace = exchange.request.headers.traceparent;
  if (typeof trace === 'string' && TRACE.test(trace)) headers.traceparent = trace;
  if (fact.route !== null) {
    headers['x-tollgate-route'] = headerText(fact.route);
    headers['x-tollgate-route-version'] = String(fact.routeVersion);
  }
  if (made === null) return headers;
  headers['x-tollgate-provider'] = made.attempt.target.provider;
  headers['x-tollgate-model'] = headerText(made.attempt.target.model);
  headers['x-tollgate-attempts'] = String(made.ordinal);
  headers['x-tollgate-overhead-ms'] = Math.max(0, exchange.elapsedMs() - made.upstreamMs).toFixed(1);
  if (options.warnings.length > 0 || made.warnings.length > 0)
    headers['x-tollgate-warnings'] = headerText([...options.warnings, ...made.warnings].join('; ')).slice(0, MAX_WARNINGS_LENGTH);
  if (caller.key.requestsPerMinute > 0 && made.admission.remainingRequests >= 0) {
    headers['x-ratelimit-limit-requests'] = String(caller.key.requestsPerMinute);
    headers['x-ratelimit-remaining-requests'] = String(made.admission.remainingRequests);
    headers['x-ratelimit-reset-requests'] = `${(made.admission.resetMs / 1000).toFixed(3)}s`;
  }
  return headers;
}

const TRACE = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const UNPRINTABLE = /[^\x20-\x7e]/;

/** Header values are printable ASCII; anything else a caller named is percent-encoded. */
export function headerText(value: string): string {
  return UNPRINTABLE.test(value) ? encodeURI(value.toWellFormed()) : value;
}
