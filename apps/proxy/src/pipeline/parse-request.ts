import type { FrontDialect } from '@tollgate/core/chat/front-dialect';
import type { IncomingHttpHeaders } from 'node:http';
import type { ChatRequest, Dialect } from '@tollgate/core/chat/request';
import type { Refusal } from '../http/refusal.ts';

/** A chat request in both forms: as the caller's bytes, for targets of the same dialect, and canonical, for the others. */
export type ParsedRequest = {
  raw: Buffer;
  body: Record<string, unknown>;
  request: ChatRequest;
  /** Headers that are part of what the caller says in its dialect; they go along where the bytes do. */
  headers: Record<string, string> | null;
};

const MAX_DEPTH = 64;

/** One `JSON.parse`; malformed bodies are refused with what is wrong and where. */
export function parseRequest(front: FrontDialect, raw: Buffer, headers: IncomingHttpHeaders): ParsedRequest | Refusal {
  let body: unknown;
  try {
    body = JSON.parse(raw.toString('utf8'));
  } catch (error) {
    return { status: 400, code: 'invalid_json', message: `The body is not valid JSON: ${(error as Error).message}.`, shouldRetry: false };
  }
  // A body too small to be nested that deep need not be walked.
  if (raw.length > 2 * MAX_DEPTH && isDeeperThan(body, MAX_DEPTH)) {
    return { status: 400, code: 'invalid_request', message: `The body is nested deeper than ${MAX_DEPTH} levels.`, shouldRetry: false };
  }
  const decoded = front.decodeRequest(body);
  if (!decoded.ok) return { status: 400, code: decoded.code, message: decoded.message, param: decoded.param, shouldRetry: false };
  return { raw, body: body as Record<string, unknown>, request: decoded.request, headers: spokenHeaders(front.dialect, headers) };
}

/** Anthropic's clients choose the API's version and its betas by headers. */
function spokenHeaders(dialect: Dialect, headers: IncomingHttpHeaders): Record<string, string> | null {
  if (dialect !== 'anthropic-messages') return null;
  const spoken: Record<string, string> = {};
  for (const name of ['anthropic-version', 'anthropic-beta']) {
    const value = headers[name];
    if (typeof value === 'string') spoken[name] = value;
  }
  return spoken;
}

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  if (Array.isArray(value)) return value.some((item) => isDeeperThan(item, depth - 1));
  for (const name in value) if (isDeeperThan((value as Record<string, unknown>)[name], depth - 1)) return true;
  return false;
}
