import type { UpstreamError } from '../adapter.ts';
import { classifyError } from './classify-error.ts';
import { cleanMessage, isHtml, titleOfHtml } from './clean-message.ts';
import { readErrorBody, type ErrorBody } from './read-error-body.ts';
import { readRetryAfter } from './read-retry-after.ts';

/** An error answer of any provider: JSON of any known shape, a gateway's HTML page, plain text or nothing. */
export function readUpstreamError(status: number, headers: Record<string, string | undefined>, body: string): UpstreamError {
  const error = parseBody(body);
  const message = cleanMessage(error.message);
  return {
    outcome: classifyError(status, error),
    message: message === '' ? `The provider answered with status ${status}.` : message,
    code: cleanMessage(error.code || error.type) || null,
    retryAfterMs: readRetryAfter(headers, error.message),
  };
}

function parseBody(body: string): ErrorBody {
  if (isHtml(body)) return { message: titleOfHtml(body), code: '', type: '', status: null };
  try {
    return readErrorBody(JSON.parse(body));
  } catch {
    return { message: body, code: '', type: '', status: null };
  }
}
