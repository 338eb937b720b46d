/** Codes of the wire contract, and the OpenAI error type each is shown under. */
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

/** One line of a failed request's history, as its caller sees it. */
export type AttemptSummary = {
  provider: string;
  model: string;
  outcome: string;
  status: number | null;
  message: string | null;
  durationMs: number;
};

/** An expected refusal: everything the client is told. */
export type Refusal = {
  status: number;
  code: string;
  message: string;
  /** The field at fault, when one is. */
  param?: string | null;
  /** Whether an SDK should try again; absent leaves it to the SDK's own rule. */
  shouldRetry?: boolean;
  /** How long to wait; at most 60 s reaches the client. */
  retryAfterMs?: number;
  source?: 'gateway' | 'upstream';
  attempts?: readonly AttemptSummary[];
};

/** SDKs sleep as long as they are told; nobody is told more than a minute. */
const MAX_RETRY_AFTER_MS = 60_000;

export function errorBody(refusal: Refusal, requestId: string): object {
  return {
    error: {
      message: refusal.message,
      type: TYPE_BY_STATUS[refusal.status] ?? 'server_error',
      code: refusal.code,
      param: refusal.param ?? null,
    },
    request_id: requestId,
    gateway: {
      source: refusal.source ?? 'gateway',
      attempts: (refusal.attempts ?? []).map(({ provider, model, outcome, status, message, durationMs }) => ({
        provider,
        model,
        outcome,
        status,
        message,
        duration_ms: durationMs,
      })),
    },
  };
}

/** Adds what SDKs read to decide on a retry. */
export function retryHeaders(refusal: Refusal): Record<string, string> {
  const headers: Record<string, string> = {};
  if (refusal.shouldRetry !== undefined) headers['x-should-retry'] = String(refusal.shouldRetry);
  if (refusal.retryAfterMs !== undefined && !Number.isNaN(refusal.retryAfterMs)) {
    const waitMs = Math.max(1, Math.min(MAX_RETRY_AFTER_MS, Math.ceil(refusal.retryAfterMs)));
    headers['retry-after-ms'] = String(waitMs);
    headers['retry-after'] = String(Math.ceil(waitMs / 1000));
  }
  return headers;
}
