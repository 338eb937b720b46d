import type { FrontError } from '../front-dialect.ts';

const TYPE_BY_STATUS: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'insufficient_quota',
  403: 'permission_error',
  404: 'not_found_error',
  409: 'conflict_error',
  413: 'invalid_request_error',
  422: 'invalid_request_error',
  429: 'rate_limit_error',
};

/** The same in chat completions and Responses. */
export function encodeOpenAiError({ status, code, message, param, requestId, gateway }: FrontError): Record<string, unknown> {
  return {
    error: { message, type: TYPE_BY_STATUS[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error'), code, param },
    request_id: requestId,
    gateway,
  };
}
