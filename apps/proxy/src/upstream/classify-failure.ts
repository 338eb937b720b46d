import type { UpstreamError } from '@tollgate/providers/adapter';

const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPRIVATE',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** A call that ended without an answer, in our own words: a system error may carry addresses that are nobody's business. */
export function classifyFailure(error: Error): UpstreamError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT')
    return failure('timeout', 'The provider did not accept a connection in time.');
  if (code === 'EPRIVATE')
    return failure('connection', "The provider's address is inside the operator's network, which is not allowed here.");
  if (NOT_SENT.has(code)) return failure('connection', `The provider could not be reached (${code}).`);
  return failure('connection', 'The connection to the provider broke off before an answer came.');
}

export function failure(outcome: UpstreamError['outcome'], message: string): UpstreamError {
  return { outcome, message, code: null, retryAfterMs: null };
}
