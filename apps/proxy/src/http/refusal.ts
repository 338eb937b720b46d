import type { FrontError } from '@tollgate/core/chat/front-dialect';

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

/** What a dialect's error is made of. */
export function toFrontError(refusal: Refusal, requestId: string): FrontError {
  const { status, code, message, param } = refusal;
  const attempts = (refusal.attempts ?? []).map(({ durationMs, ...attempt }) => ({ ...attempt, duration_ms: durationMs }));
  return { status, code, message, param: param ?? null, requestId, gateway: { source: refusal.source ?? 'gateway', attempts } };
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
