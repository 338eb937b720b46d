import type { UpstreamError } from '../adapter.ts';
import type { ErrorBody } from './read-error-body.ts';

const CONTENT_FILTER =
  /content_filter|content_policy|content management policy|content policy|responsibleai|safety system|flagged by moderation|requires moderation|data_inspection_failed|content exists risk/;
const OUT_OF_CREDIT =
  /insufficient_quota|insufficient_balance|insufficient balance|insufficient credit|insufficient funds|billing_hard_limit|billing_not_active|credit balance|exceeded your current quota|payment required|more credits|out of credits|arrearage|quota has been exhausted/;
const BAD_CREDENTIAL =
  /invalid_api_key|authentication_error|authentication fails|invalid x-api-key|incorrect api key|api key not valid|invalid api key|permission_error|account_deactivated|organization has been disabled|organization must be verified/;
const TOO_LONG =
  /context_length|context length|context window|context_window|string_above_max_length|prompt is too long|prompt too long|prompt_too_long|input is too long|input too long|request too large|request_too_large|too many tokens|too many input tokens|maximum number of tokens|reduce the length of|reduce your message size/;
const NO_SUCH_MODEL =
  /model_not_found|model_decommissioned|unknown_model|invalid_model|deploymentnotfound|\bmodel\b.{0,100}(?:does not exist|not exist|not found|decommissioned|deprecated|no longer available|no longer supported)|not a valid model/;

/**
 * Whose fault an error is. The status alone does not tell: a 400 may mean an empty account, a 429 a prompt that no waiting will make
 * fit, a 403 refused content.
 *
 * @param status of the answer, or the one that an in-stream error names; `null` when there is none.
 */
export function classifyError(status: number | null, error: ErrorBody): UpstreamError['outcome'] {
  const text = `${error.code} ${error.type} ${error.message}`.toLowerCase();
  const code = status ?? error.status ?? statusOfType(error.type, error.code);
  if (code === 504 || code === 524 || code === 408) return 'timeout';
  if (code >= 500 || code < 400) return 'server_error';
  if (CONTENT_FILTER.test(text)) return 'content_filter';
  // Google says of every limit, also of one by the minute, that the quota is exceeded.
  const isThrottle = code === 429 && text.includes('resource_exhausted') && !text.includes('credit');
  if (OUT_OF_CREDIT.test(text) && !isThrottle) return 'auth';
  if (code === 401 || code === 402) return 'auth';
  // A throttle may also speak of too many tokens; only a request that can never fit is something else.
  if (code === 429) return /request too large|context length|prompt is too long/.test(text) ? 'context_length' : 'rate_limited';
  if (TOO_LONG.test(text) || code === 413) return 'context_length';
  if (NO_SUCH_MODEL.test(text) || code === 404 || code === 410) return 'model_unavailable';
  if (code === 403 || BAD_CREDENTIAL.test(text)) return 'auth';
  if (code === 409 || code === 421 || code === 425 || code === 499) return 'server_error';
  return 'invalid_request';
}

/** The status that an error's type stands for, for errors inside a stream that name none. */
export function statusOfType(type: string, code: string): number {
  for (const word of [type, code]) {
    switch (word) {
      case 'invalid_request_error':
      case 'invalid_request':
        return 400;
      case 'authentication_error':
      case 'invalid_api_key':
        return 401;
      case 'billing_error':
        return 402;
      case 'permission_error':
        return 403;
      case 'not_found_error':
      case 'model_not_found':
        return 404;
      case 'request_too_large':
        return 413;
      case 'rate_limit_error':
      case 'rate_limit_exceeded':
      case 'insufficient_quota':
      case 'tokens':
      case 'requests':
        return 429;
      case 'timeout_error':
        return 504;
      case 'overloaded_error':
        return 529;
    }
  }
  return 500;
}
