import type { FrontError } from '../front-dialect.ts';

const TYPE_BY_STATUS: Record<number, string> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

/** `code` and `param` stand beside Anthropic's own fields, for people who read. */
export function encodeMessagesError({ status, code, message, param, requestId, gateway }: FrontError): Record<string, unknown> {
  const type = TYPE_BY_STATUS[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
  return { type: 'error', error: { type, message, code, param }, request_id: requestId, gateway };
}
