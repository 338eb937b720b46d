import type { Outcome } from '@tollgate/core/routing/outcome';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** How attempts of the history end: a thin, even rain of failures, and three hours in which one provider was down. */
export function drawOutcome(provider: string, atMs: number, historyEndMs: number, random: () => number): Outcome {
  const outageMs = historyEndMs - 12 * DAY_MS;
  const isDown = provider === 'anthropic' && atMs >= outageMs && atMs < outageMs + 3 * HOUR_MS;
  const dice = random();
  if (isDown && dice < 0.85) return dice < 0.6 ? 'server_error' : 'timeout';
  if (dice < 0.006) return 'rate_limited';
  if (dice < 0.01) return 'server_error';
  if (dice < 0.011) return 'timeout';
  if (dice < 0.012) return 'connection';
  if (dice < 0.016) return 'invalid_request';
  if (dice < 0.02) return 'client_closed';
  return 'success';
}

/** What the upstream said. */
export function upstreamFailure(outcome: Outcome): { upstreamStatus: number | null; errorMessage: string | null } {
  switch (outcome) {
    case 'success':
      return { upstreamStatus: 200, errorMessage: null };
    case 'rate_limited':
      return { upstreamStatus: 429, errorMessage: 'The provider asked to slow down.' };
    case 'server_error':
      return { upstreamStatus: 503, errorMessage: 'The provider is overloaded.' };
    case 'timeout':
      return { upstreamStatus: null, errorMessage: 'No content came within 30 s.' };
    case 'connection':
      return { upstreamStatus: null, errorMessage: 'The connection was reset.' };
    case 'invalid_request':
      return { upstreamStatus: 400, errorMessage: 'A message has an unknown role.' };
    default:
      return { upstreamStatus: null, errorMessage: 'The caller left.' };
  }
}

/** What the client was told; `null` stands for a request that was refused before any attempt. */
export function clientEnding(outcome: Outcome | null): { status: number; errorCode: string | null; errorMessage: string | null } {
  switch (outcome) {
    case null:
      return { status: 429, errorCode: 'rate_limited', errorMessage: 'The key reached its requests per minute.' };
    case 'success':
      return { status: 200, errorCode: null, errorMessage: null };
    case 'client_closed':
      return { status: 499, errorCode: 'client_closed', errorMessage: 'The caller left before the answer was complete.' };
    case 'invalid_request':
      return { status: 400, errorCode: 'invalid_request', errorMessage: 'A message has an unknown role.' };
    default:
      return { status: 502, errorCode: 'upstream_error', errorMessage: 'Every target of the route failed.' };
  }
}
