import type { RequestDetail } from './request-types.ts';

/** Why a request failed: what happened, in the proxy's own words where it has some, and what to do about it. */
export type FailureText = { what: string; advice: string };

const ADVICE: Record<string, string> = {
  invalid_request: 'Correct the request: every target would refuse it in the same way.',
  invalid_json: 'Send a body that is JSON.',
  request_too_large: 'Send a smaller body, or raise MAX_BODY_BYTES.',
  unsupported_content_encoding: 'Send the body without compression.',
  invalid_api_key: 'Check which key the application sends.',
  key_revoked: 'Create another key and put it into the application.',
  key_expired: 'Create another key, or give this one more time on the API keys page.',
  budget_exceeded: 'Raise the budget of the key on the API keys page, or wait for its next period.',
  rate_limited:
    'Send fewer requests a minute, or raise the limit of the key; where the provider throttled, add another target to the route.',
  model_not_found: 'Check the name of the model or route, and whether there is a credential for its provider.',
  prompt_not_found: 'Check the name of the prompt.',
  content_filter: 'The provider refused the content. Change it, or route it to another provider.',
  context_length_exceeded: 'Shorten the conversation, or route it to a model with a longer context.',
  no_healthy_target: 'Every target had failed too often just before. Look at the attempts of earlier requests, and add a fallback.',
  upstream_error: 'Look at the attempts below for the provider at fault, and add a fallback to the route.',
  unreadable_stream: 'The provider sent something that is no answer. Check the base URL of its credential.',
  stream_cut: 'The provider broke off in the middle of its answer. Send the request again.',
  timeout: 'Allow more time with x-tollgate-timeout-ms, or route to a faster model.',
  deadline_exceeded: 'Allow more time with x-tollgate-timeout-ms, or route to a faster model.',
  client_closed:
    'The application stopped waiting: raise its own time limit if answers are to take so long. What was generated until then is billed.',
  idempotency_mismatch: 'Use another idempotency key for another body.',
  idempotency_in_flight: 'Wait for the first request with this idempotency key to end.',
  busy: 'The proxy had too much to do. Run more of them.',
};

const BY_STATUS: [number, string][] = [
  [500, 'Send it again; if it fails again, look at the attempts below.'],
  [400, 'Correct the request, and send it again.'],
];

/** `null` for a request that succeeded. */
export function explainFailure({
  status,
  errorCode,
  errorMessage,
}: Pick<RequestDetail, 'status' | 'errorCode' | 'errorMessage'>): FailureText | null {
  if (status < 400) return null;
  const advice = (errorCode === null ? undefined : ADVICE[errorCode]) ?? BY_STATUS.find(([from]) => status >= from)?.[1] ?? '';
  return { what: errorMessage ?? `It ended with status ${status}.`, advice };
}
