import type { ParsedRequest } from './parse-request.ts';
import { spliceBody } from '../upstream/splice-body.ts';
import type { UpstreamTarget } from '../upstream/target.ts';

export type DialledRequest = { path: string; headers: Record<string, string>; body: string | Buffer; warnings: readonly string[] };

const NO_WARNINGS: readonly string[] = [];

/** Whether this target's bytes and a chat completions caller's are the same. */
export function isPassedThrough({ adapter }: UpstreamTarget): boolean {
  return adapter.dialect === 'openai-chat' && adapter.passesThrough;
}

/** What is sent to a target: the caller's own bytes where it speaks the caller's dialect, a translation elsewhere. */
export function buildUpstreamRequest(target: UpstreamTarget, parsed: ParsedRequest, attemptId: string): DialledRequest {
  const { adapter, basePath, secret, model } = target;
  const { request } = parsed;
  if (isPassedThrough(target)) {
    const asksUsage = request.stream && !request.includeUsage;
    return {
      path: basePath + adapter.chatPath,
      headers: withOurs({ 'content-type': 'application/json', ...adapter.authHeaders(secret) }, attemptId),
      body: spliceBody(parsed.raw, parsed.body, model, asksUsage),
      warnings: NO_WARNINGS,
    };
  }
  const built = adapter.buildRequest(request, model, secret);
  return { path: basePath + built.path, headers: withOurs(built.headers, attemptId), body: built.body, warnings: built.warnings };
}

/** Compressed answers could not pass untouched; the attempt's id lets a provider's log be matched with ours. */
function withOurs(headers: Record<string, string>, attemptId: string): Record<string, string> {
  headers['accept-encoding'] = 'identity';
  headers['user-agent'] = 'tollgate';
  headers['x-request-id'] = attemptId;
  return headers;
}
